package org.fovea.evaluate.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Confidence intervals of a difference by the paired percentile bootstrap (Efron and Tibshirani, "An Introduction to
 * the Bootstrap", 1993, §13.3): pairs are drawn with replacement, the same ones of both sides, and the whole function
 * is computed on each draw, because the pose term is the root of a mean and not a mean. With blocks, runs of
 * consecutive pairs are drawn, around the end of the clip if need be (circular block bootstrap, Politis and Romano
 * 1992), because neighbouring pairs are alike. Deterministic: a draw depends on the seed alone.
 *
 * @param resamples number of draws
 * @param level confidence level, 0..1
 * @param block pairs that are drawn together
 * @param seed of the draws
 */
@JsonPropertyOrder("method")
public record Bootstrap(int resamples, double level, int block, long seed) {
    private static final int MAX_RESAMPLES = 1_000_000;

    /** @throws IllegalArgumentException where a setting makes no sense */
    public Bootstrap {
        if (resamples < 100 || resamples > MAX_RESAMPLES) {
            throw new IllegalArgumentException(resamples + " resamples, 100.." + MAX_RESAMPLES + " expected");
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("confidence level " + level + " is not between 0 and 1");
        }
        if (block < 1) {
            throw new IllegalArgumentException("blocks of " + block + " pairs");
        }
    }

    @JsonProperty
    public String method() {
        return "paired percentile bootstrap" + (block == 1 ? "" : " in blocks of " + block + " pairs");
    }

    /** A difference as a function of how often each pair was drawn. */
    interface Statistic {
        /** Values for a draw; {@code counts} add up to the number of pairs. */
        double[] of(int[] counts);
    }

    /**
     * Intervals of several differences, from the same draws.
     *
     * @param pairs number of pairs
     * @param statistic gives the differences
     * @return for each of them lower and upper end
     */
    Interval[] intervals(int pairs, Statistic statistic) {
        int length = Math.min(block, pairs);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] drawn = new double[resamples][];
        int[] counts = new int[pairs];
        for (int draw = 0; draw < resamples; draw++) {
            Arrays.fill(counts, 0);
            for (int first = 0; first < pairs; first += length) {
                int start = below(pairs, random);
                int take = Math.min(length, pairs - first);
                for (int i = 0; i < take; i++) {
                    counts[(start + i) % pairs]++;
                }
            }
            drawn[draw] = statistic.of(counts);
        }
        Interval[] intervals = new Interval[drawn[0].length];
        for (int i = 0; i < intervals.length; i++) {
            int which = i;
            double[] sorted = Arrays.stream(drawn)
                    .mapToDouble(values -> values[which])
                    .sorted()
                    .toArray();
            intervals[i] = new Interval(quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2));
        }
        return intervals;
    }

    /** The upper half of 64 random bits times the bound; its bias is below bound/2^32. */
    private static int below(int bound, SplittableRandom random) {
        return (int) ((random.nextLong() >>> 32) * bound >>> 32);
    }

    /** Between order statistics, linearly (type 7 of Hyndman and Fan 1996). */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Where a difference lies. */
    public record Interval(double low, double high) {
        /** Whether 0 is outside, so that a difference is more than chance. */
        @JsonProperty
        public boolean excludesZero() {
            return low > 0 || high < 0;
        }
    }
}
