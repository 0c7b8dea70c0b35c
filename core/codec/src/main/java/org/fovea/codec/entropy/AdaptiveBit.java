package org.fovea.codec.entropy;

/**
 * A bit whose probability is the share of ones among its predecessors, blended with a prior (the estimator of Laplace
 * and of Krichevsky and Trofimov for any prior counts). Beyond a limit the counts are halved, so that old bits fade.
 */
public final class AdaptiveBit {
    private static final double LIMIT = 4096;

    private double zeros;
    private double ones;

    /** Without a preference: half a bit of each kind seen. */
    public AdaptiveBit() {
        this(0.5, 0.5);
    }

    /** Starts as if {@code zeros} zeros and {@code ones} ones had been seen; both positive. */
    public AdaptiveBit(double zeros, double ones) {
        this.zeros = zeros;
        this.ones = ones;
    }

    /** Probability that the next bit is one. */
    public double probability() {
        return ones / (zeros + ones);
    }

    public int code(BitChannel channel, int bit) {
        int coded = channel.code(bit, probability());
        learn(coded);
        return coded;
    }

    public boolean code(BitChannel channel, boolean bit) {
        return code(channel, bit ? 1 : 0) != 0;
    }

    /** Learns from a bit that was coded elsewhere. */
    public void learn(int bit) {
        if (bit != 0) {
            ones++;
        } else {
            zeros++;
        }
        if (zeros + ones > LIMIT) {
            zeros *= 0.5;
            ones *= 0.5;
        }
    }
}
