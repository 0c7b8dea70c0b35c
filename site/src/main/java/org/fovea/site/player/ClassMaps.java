package org.fovea.site.player;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Class maps as they are kept: each deflated by itself without a header (RFC 1951), which browsers read as
 * {@code deflate-raw}. Exact.
 */
public final class ClassMaps {
    private static final int ROOM = 1 << 14;

    private ClassMaps() {}

    /** A map, packed. */
    public static byte[] pack(byte[] map) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(map);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            byte[] buffer = new byte[ROOM];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /**
     * A map again.
     *
     * @throws IllegalArgumentException where it is not one of that size
     */
    public static byte[] unpack(byte[] packed, int pixels) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            byte[] map = new byte[pixels + 1];
            int length = 0;
            int read;
            do {
                read = inflater.inflate(map, length, map.length - length);
                length += read;
            } while (read > 0);
            if (!inflater.finished() || length != pixels) {
                throw new IllegalArgumentException("a class map of other than " + pixels + " pixels");
            }
            return Arrays.copyOf(map, pixels);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("no packed class map", e);
        } finally {
            inflater.end();
        }
    }
}
