package org.fovea.interop.qma9;

import org.fovea.codec.FormatException;

/**
 * Reads events, which the arithmetic coder of Witten, Neal and Cleary (CACM 30(6), 1987) has coded on 32-bit bounds. A
 * symbol with the counts [before, before+own) of total narrows the interval to low + ⌊range·before/total⌋ .. low +
 * ⌊range·(before+own)/total⌋ − 1; bits that both bounds share, and the middle halves, are shifted out. Bits behind the
 * end are zero, but never more of them than the encoder's two last bits leave open.
 */
final class EventDecoder {
    private static final long HALF = 1L << 31;
    private static final long QUARTER = 1L << 30;
    private static final int MAX_TOTAL = 65535;
    private static final int INCREMENT = 20;

    private final byte[] data;
    private final int from;
    private final int end;
    private final int base;
    private int position;
    private int bitsLeft;
    private int current;
    private long code;
    private long low;
    private long high = (1L << 32) - 1;

    /** Bits shifted out so far; the encoder writes exactly two more to end the stream. */
    private long shifts;

    /** Reads {@code data[from..end)}; offsets in messages are counted from {@code base}. */
    EventDecoder(byte[] data, int from, int end, int base) {
        this.data = data;
        this.from = from;
        this.end = end;
        this.base = base;
        this.position = from;
        for (int i = 0; i < 32; i++) {
            code = code << 1 | bit();
        }
    }

    /**
     * Reads whether an event happened, and counts it.
     *
     * @param counts holds those of false and true at {@code at} and {@code at + 1}
     */
    boolean event(char[] counts, int at) {
        int ofFalse = counts[at];
        int total = ofFalse + counts[at + 1];
        long split = low + share(ofFalse, total);
        boolean happened = code >= split;
        if (happened) {
            low = split;
        } else {
            high = split - 1;
        }
        normalise();
        count(counts, at, 2, total, happened ? 1 : 0);
        return happened;
    }

    /** Reads one of {@code size} classes, and counts it. */
    int symbol(char[] counts, int at, int size) {
        int total = 0;
        for (int i = 0; i < size; i++) {
            total += counts[at + i];
        }
        int before = 0;
        int symbol = 0;
        long start = low;
        long split = low + share(counts[at], total);
        while (symbol < size - 1 && code >= split) {
            before += counts[at + symbol];
            symbol++;
            start = split;
            split = low + share(before + counts[at + symbol], total);
        }
        low = start;
        high = split - 1;
        normalise();
        count(counts, at, size, total, symbol);
        return symbol;
    }

    /**
     * ⌊range·part/total⌋. The product has at most 49 bits and is exact in a double; the quotient, where it is no
     * integer, differs from the next integer by at least 1/total > 2⁻¹⁸ at a magnitude below 2³³, which a correctly
     * rounded division cannot bridge. So the cast gives the exact floor, and a double division is much faster than one
     * of 64-bit integers.
     */
    private long share(int part, int total) {
        return (long) ((double) ((high - low + 1) * part) / total);
    }

    private static void count(char[] counts, int at, int size, int total, int symbol) {
        if (total >= MAX_TOTAL) {
            for (int i = at; i < at + size; i++) {
                counts[i] = (char) Math.max(1, (counts[i] + 1) >> 1);
            }
        }
        counts[at + symbol] = (char) Math.min(MAX_TOTAL, counts[at + symbol] + INCREMENT);
    }

    /** Shifts out what is decided. */
    private void normalise() {
        while (true) {
            long decided;
            if (high < HALF) {
                decided = 0;
            } else if (low >= HALF) {
                decided = HALF;
            } else if (low >= QUARTER && high < HALF + QUARTER) {
                decided = QUARTER;
            } else {
                return;
            }
            low = (low - decided) << 1;
            high = ((high - decided) << 1) + 1;
            code = ((code - decided) << 1) + bit();
            shifts++;
        }
    }

    /** Where the decoder is, for messages: roughly, because it reads 32 bits ahead. */
    long offset() {
        return Math.min(end, from + shifts / 8) - base;
    }

    /** Throws where more bits were needed than the stream has. */
    void verifyNotPastEnd() {
        if (bytesNeeded() > end - from) {
            throw new FormatException(
                    Qma9.SECTION, end - base, "truncated: the mask stream ends before its last frame");
        }
    }

    /** Throws unless the stream ends where, and with the bits with which, the encoder ends it. */
    void verifyEnd() {
        verifyNotPastEnd();
        if (bytesNeeded() != end - from) {
            throw new FormatException(
                    Qma9.SECTION,
                    offset(),
                    "damaged: all frames are read, but the mask stream continues up to byte " + (end - base));
        }
        // The encoder ends with the lowest number of the quarter that it is sure to be in, followed by zeros.
        if (code != (low < QUARTER ? QUARTER : HALF)) {
            throw new FormatException(Qma9.SECTION, offset(), "damaged: no encoder ends the mask stream like this");
        }
    }

    private long bytesNeeded() {
        return (shifts + 2 + 7) / 8;
    }

    private int bit() {
        if (bitsLeft == 0) {
            current = position < end ? data[position] & 0xff : 0;
            position++;
            bitsLeft = 8;
        }
        bitsLeft--;
        return current >>> bitsLeft & 1;
    }
}
