package org.fovea.video.stream;

import org.fovea.codec.FormatException;

/** Reads bits of an AV1 sequence header, the highest of a byte first. */
final class HeaderBits {
    private final String section;
    private final byte[] data;
    private final int end;
    private int position;
    private int current;
    private int left;

    HeaderBits(String section, byte[] data, int from, int end) {
        this.section = section;
        this.data = data;
        this.position = from;
        this.end = end;
    }

    private int bit() {
        if (left == 0) {
            if (position >= end) {
                throw new FormatException(section, end, "truncated AV1 sequence header");
            }
            current = data[position++] & 0xff;
            left = 8;
        }
        left--;
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

    /** A number in the Exp-Golomb code: uvlc() of AV1. */
    int golomb() {
        int zeroBits = 0;
        while (bit() == 0) {
            if (++zeroBits > 30) {
                throw new FormatException(section, position, "damaged AV1 sequence header");
            }
        }
        return (1 << zeroBits) - 1 + number(zeroBits);
    }
}
