package org.fovea.render.frame;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** PNG files of 8-bit RGB (ISO/IEC 15948), every row with the Paeth filter. {@code javax.imageio} would pull in the whole desktop module. */
public final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int PIXEL = 3;
    private static final int PAETH = 4;

    private PngWriter() {}

    /**
     * A file.
     *
     * @param rgb RGB bytes, row by row
     */
    public static byte[] rgb(byte[] rgb, int height, int width) {
        if (rgb.length != height * width * PIXEL) {
            throw new IllegalArgumentException(rgb.length + " bytes are not a picture of " + width + "×" + height);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(header)) {
            out.writeInt(width);
            out.writeInt(height);
            out.write(new byte[] {8, 2, 0, 0, 0});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        chunk(file, "IHDR", header.toByteArray());
        chunk(file, "IDAT", compress(rgb, height, width * PIXEL));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static byte[] compress(byte[] rgb, int height, int stride) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(6);
        try (DeflaterOutputStream out = new DeflaterOutputStream(compressed, deflater, 1 << 16)) {
            byte[] row = new byte[1 + stride];
            for (int y = 0; y < height; y++) {
                filter(rgb, y, stride, row);
                out.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return compressed.toByteArray();
    }

    private static void filter(byte[] rgb, int y, int stride, byte[] row) {
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
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.writeInt(content.length);
            out.write(name);
            out.write(content);
            out.writeInt((int) crc.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
