package org.fovea.interop.hnerv;

import org.fovea.codec.FormatException;

/**
 * The range decoder of the library constriction, as far as submissions use it: words of 32 bits, a state of 64, and
 * probabilities of 24 bits that are made of a table of doubles, symbol by symbol.
 */
final class RangeStream {
    static final int PRECISION = 24;
    private static final long WHOLE = 1L << PRECISION;

    private final String section;
    private final byte[] data;
    private final int from;
    private final int to;
    private int at;
    private long lower;
    private long range = -1L;
    private long point;

    /** Words of {@code data[from..to)}. */
    RangeStream(String section, byte[] data, int from, int to) {
        if ((to - from) % Integer.BYTES != 0) {
            throw new FormatException(
                    section, to - from, "a range stream of " + (to - from) + " bytes, no whole words");
        }
        this.section = section;
        this.data = data;
        this.from = from;
        this.to = to;
        at = from;
        point = word() << 32;
        point |= word();
    }

    /** The next word, zero behind the end. */
    private long word() {
        long word = 0;
        if (at < to) {
            for (int i = 3; i >= 0; i--) {
                word = word << 8 | data[at + i] & 0xff;
            }
        }
        at += Integer.BYTES;
        return word;
    }

    /** What a table leaves for each symbol besides the one of 2^24 that it has anyway. */
    static double scale(double[] table, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += table[i];
        }
        return (WHOLE - size) / sum;
    }

    /**
     * Reads a symbol.
     *
     * @param table a number for each symbol, not negative; need not add up to one
     * @param size symbols, 2 or more
     */
    int next(double[] table, int size) {
        double scale = scale(table, size);
        long unit = range >>> PRECISION;
        long quantile = Long.divideUnsigned(point - lower, unit);
        if (Long.compareUnsigned(quantile, WHOLE) >= 0) {
            throw new FormatException(section, Math.min(at, to) - (long) from, "no encoder writes this range stream");
        }
        double sum = 0;
        long below = 0;
        for (int symbol = 0; ; symbol++) {
            sum += table[symbol];
            long above = symbol == size - 1 ? WHOLE : (long) (scale * sum) + symbol + 1;
            if (quantile < above) {
                take(unit, below, above);
                return symbol;
            }
            below = above;
        }
    }

    private void take(long unit, long below, long above) {
        lower += unit * below;
        range = unit * (above - below);
        if (range >>> 32 == 0) {
            lower <<= 32;
            range <<= 32;
            point = point << 32 | word();
        }
    }

    /**
     * Refuses a stream that has more words than its symbols needed. The decoder is up to two words ahead.
     *
     * @throws FormatException where words are left
     */
    void finish() {
        if (at < to) {
            throw new FormatException(section, at - (long) from, (to - at) + " bytes of a range stream too many");
        }
    }
}
