package org.fovea.encode.poses;

import java.util.Arrays;

/**
 * A stand-in for the pose coder's price of one column that is quadratic in the codes: each code costs the square of its
 * distance from a level that follows the codes (exponential smoothing) in units of the distances' variance. Knows the
 * distances of a whole column and what a change of one code does to them.
 *
 * @param effects what a change of 1 does to the distances from its pair on
 * @param firstEffects the same for the first pair, whose own distance is always 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Innovations(double variance, double[] distances, double[] effects, double[] firstEffects) {
    private static final double[] GAINS = {0.03, 0.08, 0.15, 0.25, 0.4, 0.55, 0.7, 0.85, 1};

    /** Variance of rounding to whole numbers. */
    private static final double ROUNDING = 1.0 / 12;

    private static final double LN2 = StrictMath.log(2);

    /** Effects below this share are left out. */
    private static final double NEGLIGIBLE = 1e-3;

    /** Fits gain and variance to a column. */
    static Innovations fit(double[] codes) {
        double best = Double.POSITIVE_INFINITY;
        double chosen = 1;
        for (double gain : GAINS) {
            double sum = LeastSquares.squares(distances(codes, gain));
            if (sum < best) {
                best = sum;
                chosen = gain;
            }
        }
        double[] distances = distances(codes, chosen);
        double variance = best / Math.max(1, codes.length - 1) + ROUNDING;
        double[] effects = effects(codes.length, chosen, 1, chosen);
        return new Innovations(variance, distances, effects, effects(codes.length, chosen, 0, 1));
    }

    private static double[] distances(double[] codes, double gain) {
        double[] distances = new double[codes.length];
        double level = codes[0];
        for (int pair = 1; pair < codes.length; pair++) {
            distances[pair] = codes[pair] - level;
            level += gain * distances[pair];
        }
        return distances;
    }

    private static double[] effects(int pairs, double gain, double own, double first) {
        double[] effects = new double[pairs];
        effects[0] = own;
        double rest = first;
        int count = 1;
        while (count < effects.length && rest > NEGLIGIBLE) {
            effects[count++] = -rest;
            rest *= 1 - gain;
        }
        return Arrays.copyOf(effects, count);
    }

    private double[] effectsOf(int pair) {
        return pair == 0 ? firstEffects : effects;
    }

    /** Half the second derivative of the price with respect to the code of a pair, in bits. */
    double curvature(int pair) {
        double[] effect = effectsOf(pair);
        double sum = 0;
        for (int i = 0; i < effect.length && pair + i < distances.length; i++) {
            sum += effect[i] * effect[i];
        }
        return sum * bits();
    }

    /** Half the first derivative of the price with respect to the code of a pair, in bits. */
    double slope(int pair) {
        double[] effect = effectsOf(pair);
        double sum = 0;
        for (int i = 0; i < effect.length && pair + i < distances.length; i++) {
            sum += effect[i] * distances[pair + i];
        }
        return sum * bits();
    }

    /** Takes in that the code of a pair has changed. */
    void change(int pair, double by) {
        double[] effect = effectsOf(pair);
        for (int i = 0; i < effect.length && pair + i < distances.length; i++) {
            distances[pair + i] += effect[i] * by;
        }
    }

    /** Bits of a squared distance of 1. */
    private double bits() {
        return 1 / (2 * variance * LN2);
    }
}
