package org.fovea.interop.qma9;

/**
 * One side of the arithmetic coder of Witten, Neal and Cleary (CACM 30(6), 1987) on 32-bit bounds. A symbol with the
 * counts [before, before+own) of total narrows the interval to low + ⌊range·before/total⌋ .. low +
 * ⌊range·(before+own)/total⌋ − 1; bits that both bounds share, and the middle halves, are shifted out.
 */
abstract class EventCoder {
    static final long HALF = 1L << 31;
    static final long QUARTER = 1L << 30;
    static final long TOP = (1L << 32) - 1;

    private static final int MAX_TOTAL = 65535;
    private static final int INCREMENT = 20;

    long low;
    long high = TOP;

    /** Bits shifted out so far; the encoder writes exactly two more to end the stream. */
    long shifts;

    /**
     * Codes an event that is true or false, and counts it.
     *
     * @param counts holds those of false and true at {@code at} and {@code at + 1}
     * @param known what happened; ignored by a decoder
     * @return what happened
     */
    final boolean event(char[] counts, int at, boolean known) {
        int ofFalse = counts[at];
        int total = ofFalse + counts[at + 1];
        long split = low + share(ofFalse, total);
        boolean happened = choose(split, known);
        if (happened) {
            low = split;
        } else {
            high = split - 1;
        }
        normalise();
        count(counts, at, 2, total, happened ? 1 : 0);
        return happened;
    }

    /**
     * Codes one of {@code size} classes, and counts it.
     *
     * @param known the class; ignored by a decoder
     * @return the class
     */
    final int symbol(char[] counts, int at, int size, int known) {
        int total = 0;
        for (int i = 0; i < size; i++) {
            total += counts[at + i];
        }
        int before = 0;
        int symbol = 0;
        long start = low;
        long split = low + share(counts[at], total);
        while (symbol < size - 1 && choose(split, symbol < known)) {
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

    /** Whether the coded number lies at or above {@code split}. */
    abstract boolean choose(long split, boolean known);

    /** Shifts out what is decided. */
    abstract void normalise();

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
}
