package org.fovea.video.av1;

import org.fovea.codec.FormatException;

/** Reads bits, the highest of a byte first, as AV1 headers store them (f(n) of the specification, §4.10.2). */
final class MsbBits {
    private final String section;
    private final byte[] data;
    private final int end;
    private int position;
    private int bit;

    MsbBits(String section, byte[] data, int from, int end) {
        this.section = section;
        this.data = data;
        this.position = from;
        this.end = end;
    }

    boolean flag() {
        return f(1) != 0;
    }

    /** Next {@code count} bits, 0..32. */
    long f(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            if (position >= end) {
                throw new FormatException(section, end, "truncated AV1 sequence header");
            }
            value = value << 1 | (data[position] >>> (7 - bit) & 1);
            if (++bit == 8) {
                bit = 0;
                position++;
            }
        }
        return value;
    }

    /** Passes over {@code count} bits. */
    void skip(int count) {
        for (int left = count; left > 0; left -= 32) {
            f(Math.min(left, 32));
        }
    }

    /** Passes over a number in the code uvlc() (§4.10.3). */
    void skipUvlc() {
        int zeros = 0;
        while (!flag()) {
            zeros++;
        }
        if (zeros < 32) {
            skip(zeros);
        }
    }
}
