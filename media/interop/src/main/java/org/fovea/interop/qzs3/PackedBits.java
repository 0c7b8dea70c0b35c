package org.fovea.interop.qzs3;

import org.fovea.codec.io.ByteReader;

/** Codes of a few bits packed without gaps, the lowest bit of a byte first. */
final class PackedBits {
    private PackedBits() {}

    /**
     * Reads {@code count} codes of {@code bits} bits, 1..16, up to the end of their last byte, whose spare bits must be
     * zero.
     *
     * @throws org.fovea.codec.FormatException where they are not
     */
    static int[] read(ByteReader in, int count, int bits) {
        int[] codes = new int[count];
        int mask = (1 << bits) - 1;
        int window = 0;
        int filled = 0;
        for (int i = 0; i < count; i++) {
            while (filled < bits) {
                window |= in.u8() << filled;
                filled += 8;
            }
            codes[i] = window & mask;
            window >>>= bits;
            filled -= bits;
        }
        in.verify(window == 0, "the spare bits after packed codes are not zero");
        return codes;
    }
}
