package org.fovea.codec.mask;

import java.util.stream.IntStream;

/** Quantisers of signed distances; look-up tables over -{@link #RANGE} .. {@link #RANGE}-1. */
final class Distance {
    static final int RANGE = 512;

    /** Exact to ±15, then 4 steps each: 0..38. */
    private static final byte[] FINE = table(-36, -26, -20, -16, 15, 16, 20, 26, 36);
    /** Exact to ±7, then 6 steps each: 0..26. */
    private static final byte[] MEDIUM = table(-36, -24, -17, -13, -10, -8, 7, 8, 10, 13, 17, 24, 36);

    static final int COARSE_STEPS = 11;
    /** 0..10. */
    private static final byte[] COARSE = table(-9, -4, -2, 1, 2, 3, 5, 9, 17);

    private Distance() {}

    static int fine(int d) {
        return FINE[d + RANGE];
    }

    static int medium(int d) {
        return MEDIUM[d + RANGE];
    }

    static int coarse(int d) {
        return COARSE[d + RANGE];
    }

    /**
     * Steps: a negative threshold -t begins a new step below it (d <= -t belongs to the lower one), a positive one
     * begins a new step at it; between the largest negative and the smallest positive threshold every distance is a
     * step of its own.
     */
    private static byte[] table(int... thresholds) {
        byte[] table = new byte[2 * RANGE];
        int lowest = IntStream.of(thresholds).filter(t -> t < 0).max().orElse(0);
        int highest = IntStream.of(thresholds).filter(t -> t > 0).min().orElse(0);
        int step = 0;
        for (int d = -RANGE; d < RANGE; d++) {
            boolean begins = d > lowest && d <= highest;
            for (int t : thresholds) {
                begins |= t < 0 ? d == t + 1 : d == t;
            }
            if (begins && d > -RANGE) {
                step++;
            }
            table[d + RANGE] = (byte) step;
        }
        return table;
    }
}
