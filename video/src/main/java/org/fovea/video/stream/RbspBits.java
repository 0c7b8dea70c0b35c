package org.fovea.video.stream;

import org.fovea.codec.FormatException;

/**
 * Reads bits of a NAL unit of HEVC or VVC, passing over the bytes that were put in to keep start codes from occurring
 * (H.265, 7.3.1.1).
 */
final class RbspBits {
    private static final int EMULATION_PREVENTION = 3;

    private final byte[] data;
    private final int end;
    private int position;
    private int zeros;
    private int current;
    private int left;
    private int read;

    /** From offset {@code from} to offset {@code end} of the data. */
    RbspBits(byte[] data, int from, int end) {
        this.data = data;
        this.position = from;
        this.end = end;
    }

    private int bit() {
        if (left == 0) {
            if (zeros >= 2 && position < end && data[position] == EMULATION_PREVENTION) {
                position++;
                zeros = 0;
            }
            if (position >= end) {
                throw new FormatException(StreamCodec.SECTION, end, "truncated sequence parameter set");
            }
            current = data[position++] & 0xff;
            zeros = current == 0 ? zeros + 1 : 0;
            left = 8;
        }
        left--;
        read++;
        return current >>> left & 1;
    }

    boolean flag() {
        return bit() != 0;
    }

    /** A number of {@code count} bits, 0..31. */
    int number(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            bit();
        }
    }

    /** Goes to the next whole byte, counted from the beginning. */
    void align() {
        skip(-read & 7);
    }

    /** A number in the Exp-Golomb code ue(v). */
    int golomb() {
        int zeroBits = 0;
        while (bit() == 0) {
            if (++zeroBits > 30) {
                throw new FormatException(StreamCodec.SECTION, position, "damaged sequence parameter set");
            }
        }
        return (1 << zeroBits) - 1 + number(zeroBits);
    }
}
