package org.fovea.app.inflate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.fovea.codec.FrameSize;

/**
 * What stands before the bytes of an NPY file, version 1.0 of the format: {@code \x93NUMPY}, the version, the length of
 * what follows as two bytes, and a Python dictionary, padded with spaces so that the array begins at a multiple of 64.
 */
final class NumpyHeader {
    private static final int ALIGNMENT = 64;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    private NumpyHeader() {}

    /** Of an array of unsigned bytes of shape [pairs, 2, rows, columns, 3]. */
    static byte[] of(FrameSize size, int pairs) {
        String dictionary = String.format(
                Locale.ROOT,
                "{'descr': '|u1', 'fortran_order': False, 'shape': (%d, 2, %d, %d, 3), }",
                pairs,
                size.height(),
                size.width());
        int used = MAGIC.length + Short.BYTES + dictionary.length() + 1;
        int whole = Math.ceilDiv(used, ALIGNMENT) * ALIGNMENT;
        String line = dictionary + " ".repeat(whole - used) + "\n";
        return ByteBuffer.allocate(whole)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) line.length())
                .put(line.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
