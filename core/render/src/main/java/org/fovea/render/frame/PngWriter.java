package org.fovea.render.frame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * PNG files (ISO/IEC 15948) of 8-bit RGB or of a palette. {@code javax.imageio} would pull in the whole desktop module.
 */
public final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int PIXEL = 3;
    private static final int RGB = 2;
    private static final int PAETH = 4;
    /** Level of frames, of which there are many; one more costs much time for few bytes. */
    private static final int QUICK = 6;

    private PngWriter() {}

    /**
     * A file of 8-bit RGB, every row with the Paeth filter.
     *
     * @param rgb RGB bytes, row by row
     */
    public static byte[] rgb(byte[] rgb, int height, int width) {
        if (rgb.length != (long) height * width * PIXEL) {
            throw new IllegalArgumentException(rgb.length + " bytes are not a picture of " + width + "×" + height);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 8).put((byte) RGB); // bits per sample, colour type; the rest are defaults
        chunk(file, "IHDR", header.array());
        chunk(file, "IDAT", compressed(rgb, height, width * PIXEL));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static byte[] compressed(byte[] rgb, int height, int stride) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(QUICK);
        try (DeflaterOutputStream out = new DeflaterOutputStream(compressed, deflater, 1 << 16)) {
            byte[] row = new byte[1 + stride];
            for (int y = 0; y < height; y++) {
                predict(rgb, y, stride, row);
                out.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return compressed.toByteArray();
    }

    private static void predict(byte[] rgb, int y, int stride, byte[] row) {
        row[0] = PAETH;
        int at = y * stride;
        for (int i = 0; i < stride; i++) {
            int left = i >= PIXEL ? rgb[at + i - PIXEL] & 0xff : 0;
            int up = y > 0 ? rgb[at + i - stride] & 0xff : 0;
            int corner = i >= PIXEL && y > 0 ? rgb[at + i - stride - PIXEL] & 0xff : 0;
            row[1 + i] = (byte) (rgb[at + i] - paeth(left, up, corner));
        }
    }

    private static int paeth(int left, int up, int corner) {
        int toLeft = Math.abs(up - corner);
        int toUp = Math.abs(left - corner);
        int toCorner = Math.abs(left + up - 2 * corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(name);
        file.writeBytes(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
