package org.fovea.codec.entropy;

/**
 * Codes a whole number from 0 to 2^bits - 1 of which several candidates know the distribution: bit by bit from the top,
 * each bit with the weighted candidates' probability of the upper half of the numbers still possible. Afterwards it
 * tells which probability each candidate gave the number, so that the caller can apply Bayes' rule to the weights.
 */
public final class MixtureLattice {
    /** Share of a uniform distribution over all numbers in every candidate: the way out for numbers that fit none. */
    private static final double ESCAPE = 0x1p-12;

    private double[] lower = new double[0];
    private double[] upper = new double[0];
    private double[] middle = new double[0];

    /** For every number, the probability of the numbers below it. */
    @FunctionalInterface
    public interface Cells {
        /**
         * @param below where to put, for each candidate, the probability of a number below {@code index}; values that
         *     do not grow with {@code index} are tolerated
         */
        void below(long index, double[] below);
    }

    /**
     * Codes a number.
     *
     * @param value the number when encoding; ignored when decoding
     * @param bits 0..32
     * @param weights the candidates' weights, not negative
     * @param probabilities where to put the probability that each candidate gave the number, always positive
     */
    public long code(
            BitChannel channel, long value, int bits, double[] weights, int size, Cells cells, double[] probabilities) {
        reserve(size);
        for (int k = 0; k < size; k++) {
            lower[k] = 0;
            upper[k] = 1;
        }
        long low = 0;
        double cellEscape = ESCAPE / (1L << bits);
        for (int bit = bits - 1; bit >= 0; bit--) {
            long half = 1L << bit;
            cells.below(low + half, middle);
            double above = 0;
            double all = 0;
            for (int k = 0; k < size; k++) {
                middle[k] = Math.max(lower[k], Math.min(upper[k], middle[k]));
                above += weights[k] * (upper[k] - middle[k]);
                all += weights[k] * (upper[k] - lower[k]);
            }
            double escape = half * cellEscape;
            double probability = (above * (1 - ESCAPE) + escape) / (all * (1 - ESCAPE) + 2 * escape);
            double[] old;
            if (channel.code((int) (value >>> bit) & 1, probability) != 0) {
                low += half;
                old = lower;
                lower = middle;
            } else {
                old = upper;
                upper = middle;
            }
            middle = old;
        }
        for (int k = 0; k < size; k++) {
            probabilities[k] = (upper[k] - lower[k]) * (1 - ESCAPE) + cellEscape;
        }
        return low;
    }

    private void reserve(int size) {
        if (lower.length < size) {
            lower = new double[size];
            upper = new double[size];
            middle = new double[size];
        }
    }
}
