package org.fovea.interop.brotli;

import java.io.ByteArrayOutputStream;

/**
 * Wraps bytes as Brotli streams of uncompressed meta-blocks (RFC 7932 §9.2), so that tests can make payloads of any
 * content.
 */
public final class StoredBrotli {
    private static final int BLOCK = 1 << 16;
    private static final int STORED_FLAG_SHIFT = 19;

    private StoredBrotli() {}

    /** A stream of {@code data}, with a window of 64 KiB. */
    public static byte[] of(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // The first bit, zero, is the window size; every meta-block after the first begins on a byte.
        int windowBits = 1;
        for (int from = 0; from < data.length; from += BLOCK) {
            int length = Math.min(BLOCK, data.length - from);
            int header = ((length - 1) << 3 | 1 << STORED_FLAG_SHIFT) << windowBits;
            for (int shift = 0; shift < 24; shift += 8) {
                out.write(header >>> shift);
            }
            out.write(data, from, length);
            windowBits = 0;
        }
        out.write(3 << windowBits);
        return out.toByteArray();
    }
}
