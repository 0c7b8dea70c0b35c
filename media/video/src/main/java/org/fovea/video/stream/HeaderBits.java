package org.fovea.video.stream;

import org.fovea.codec.FormatException;

/**
 * Reads bits of a header, the highest of a byte first. In HEVC and VVC it passes over the bytes that were put in to
 * keep start codes from occurring (H.265, 7.3.1.1).
 */
final class HeaderBits {
    private static final int EMULATION_PREVENTION = 3;

    private final String section;
    private final String title;
    private final byte[] data;
    private final int end;
    private final boolean escaped;
    private int position;
    private int zeros;
    private int current;
    private int left;
    private int read;

    /** @param title what {@code data[from..end)} is, for messages */
    private HeaderBits(String section, String title, byte[] data, int from, int end, boolean escaped) {
        this.section = section;
        this.title = title;
        this.data = data;
        this.position = from;
        this.end = end;
        this.escaped = escaped;
    }

    static HeaderBits ofAv1(String section, byte[] data, int from, int end) {
        return new HeaderBits(section, "AV1 sequence header", data, from, end, false);
    }

    static HeaderBits ofNal(byte[] data, int from, int end) {
        return new HeaderBits(StreamCodec.SECTION, "sequence parameter set", data, from, end, true);
    }

    private int bit() {
        if (left == 0) {
            if (escaped && zeros >= 2 && position < end && data[position] == EMULATION_PREVENTION) {
                position++;
                zeros = 0;
            }
            if (position >= end) {
                throw new FormatException(section, end, "truncated " + title);
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

    /** A number in the Exp-Golomb code: ue(v) of HEVC and VVC, uvlc() of AV1. */
    int golomb() {
        int zeroBits = 0;
        while (bit() == 0) {
            if (++zeroBits > 30) {
                throw new FormatException(section, position, "damaged " + title);
            }
        }
        return (1 << zeroBits) - 1 + number(zeroBits);
    }
}
