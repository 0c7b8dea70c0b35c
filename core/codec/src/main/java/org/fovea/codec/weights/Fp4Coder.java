package org.fovea.codec.weights;

import java.util.Arrays;
import org.fovea.codec.entropy.AdaptiveBit;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.ExactMath;

/**
 * FP4 blocks: each block's scale, then its weights.
 *
 * <p>A quantiser sets the scale so that the block's largest magnitude becomes 6 scales. The scale is therefore coded
 * with the distribution of the largest of n magnitudes, F(6·scale)^n, and the magnitudes with the same distribution cut
 * off at 6 scales. That some weight of the block has the largest magnitude makes the weights dependent on each other;
 * the block is a sequence of one weight at the top level, at a place that is uniformly random, and n - 1 independent
 * ones. With j weights at the top so far and r left to code, this one included, each of probability p, the next is at
 * the top with probability p·(j + 1 + (r-1)p) / (j + rp), and every other level's probability changes by (j + (r-1)p) /
 * (j + rp).
 */
final class Fp4Coder {
    private static final int LEVELS = 8;
    private static final int TOP = LEVELS - 1;

    /** Where a magnitude, in scales, is rounded to the next level. */
    private static final double[] EDGES = {0, 0.25, 0.75, 1.25, 1.75, 2.5, 3.5, 5, 6};

    /** Share of a uniform distribution over the levels in every candidate. */
    private static final double ESCAPE = 0x1p-14;

    private final BitChannel channel;
    private final LatticeCoder lattice;
    private final AdaptiveBit oddScale = new AdaptiveBit();
    private final AdaptiveBit zeroScale = new AdaptiveBit(0.1, 0.9);
    private final AdaptiveBit everyBlockReachesTop = new AdaptiveBit(0.1, 0.9);
    private final AdaptiveBit noNegativeZero = new AdaptiveBit(0.1, 0.9);
    private final AdaptiveBit blockReachesTop = new AdaptiveBit();
    private final AdaptiveBit negativeZero = new AdaptiveBit();

    private TensorBuffer tensor;
    private ComponentMixture mixture;
    private WeightContext context;
    private LevelCounts counts;
    private boolean negativeZeros;
    private final double[] mixed = new double[LEVELS];
    private double[] learnt = new double[0];

    @SuppressWarnings("NullAway.Init") // the tensor and what belongs to it are set when its coding begins
    Fp4Coder(BitChannel channel) {
        this.channel = channel;
        this.lattice = new LatticeCoder(channel);
    }

    /** Codes a tensor. */
    void code(TensorBuffer tensor, ComponentMixture mixture, WeightContext context) {
        this.tensor = tensor;
        this.mixture = mixture;
        this.context = context;
        counts = new LevelCounts();
        boolean allReach = everyBlockReachesTop.code(channel, tensor.everyBlockReachesTop());
        negativeZeros = !noNegativeZero.code(channel, !hasNegativeZero());
        int blockSize = tensor.encoding().parameter();
        for (int block = 0; block < tensor.scales.length; block++) {
            int from = block * blockSize;
            int to = (int) Math.min(tensor.count(), (long) from + blockSize);
            mixture.prune();
            codeBlock(block, from, to, allReach);
        }
    }

    private void codeBlock(int block, int from, int to, boolean allReach) {
        int live = tensor.live(from, to);
        if (live == 0) {
            boolean zero = zeroScale.code(channel, tensor.scales[block] == 0);
            tensor.scales[block] = zero ? 0 : (short) channel.codeRaw(tensor.scales[block], 16);
        } else {
            tensor.scales[block] = codeScale(tensor.scales[block], live);
        }
        double scale = HalfOrder.finite(tensor.scales[block]);
        boolean reaches = allReach;
        if (!allReach && live > 0) {
            reaches = blockReachesTop.code(channel, tensor.reachesTop(from, to));
        }
        codeWeights(from, to, live, scale, reaches);
    }

    private short codeScale(short scale, int live) {
        int index = HalfOrder.index(scale);
        int high = lattice.code(index >> 1, HalfOrder.BITS - 1, mixture, (cell, below) -> {
            double largest = 6 * HalfOrder.edge((int) (2 * cell));
            for (int k = 0; k < mixture.size(); k++) {
                below[k] = ExactMath.power(mixture.magnitudeBelow(k, largest), live);
            }
        });
        return HalfOrder.half(high << 1 | oddScale.code(channel, index & 1));
    }

    private void codeWeights(int from, int to, int live, double scale, boolean reaches) {
        double[] probabilities = levelProbabilities(scale);
        int left = live;
        int sevens = 0;
        for (int i = from; i < to; i++) {
            if (!tensor.known(i)) {
                context.enter(i, scale);
                int level = codeLevel(tensor.numbers[i] & TOP, probabilities, reaches, sevens, left);
                sevens += level == TOP ? 1 : 0;
                left--;
                tensor.numbers[i] = level | codeSign(i, level, scale);
            }
            tensor.values[i] = Fp4Tensor.value(tensor.numbers[i], scale);
            if (!tensor.known(i)) {
                context.leave(tensor.values[i]);
            }
        }
    }

    private int codeSign(int i, int level, double scale) {
        boolean minus = (tensor.numbers[i] & LEVELS) != 0;
        if (level == 0) {
            return negativeZeros && negativeZero.code(channel, minus) ? LEVELS : 0;
        }
        double magnitude = Fp4Tensor.magnitude(level) * scale;
        return context.codeMinus(channel, magnitude, minus) ? LEVELS : 0;
    }

    private int codeLevel(int level, double[] probabilities, boolean reaches, int sevens, int left) {
        int size = mixture.size();
        if (reaches && sevens == 0 && left == 1) {
            return TOP;
        }
        if (learnt.length < size * LEVELS) {
            learnt = new double[size * LEVELS];
        }
        Arrays.fill(mixed, 0);
        for (int k = 0; k < size; k++) {
            double top = probabilities[k * LEVELS + TOP];
            double topFactor = 1;
            double otherFactor = 1;
            if (reaches) {
                double inverse = 1 / (sevens + left * top);
                otherFactor = (sevens + (left - 1) * top) * inverse;
                topFactor = otherFactor + inverse;
            }
            for (int m = 0; m < LEVELS; m++) {
                double p = probabilities[k * LEVELS + m] * (m == TOP ? topFactor : otherFactor);
                learnt[k * LEVELS + m] = p;
                mixed[m] += mixture.weights()[k] * p;
            }
        }
        context.tilt(mixed);
        counts.blend(mixed);
        int coded = codeTree(level);
        context.learn(coded);
        counts.learn(coded);
        for (int k = 0; k < size; k++) {
            learnt[k] = learnt[k * LEVELS + coded];
        }
        mixture.learn(learnt);
        return coded;
    }

    private int codeTree(int level) {
        int low = 0;
        int high = LEVELS;
        // The top level first: it is the least evenly spread, so that the other bits are near one half.
        double all = 0;
        for (double p : mixed) {
            all += p;
        }
        if (channel.code(level == TOP ? 1 : 0, mixed[TOP] / all) != 0) {
            return TOP;
        }
        mixed[TOP] = 0;
        while (high - low > 1) {
            int middle = low + high >>> 1;
            double above = 0;
            double total = 0;
            for (int m = low; m < high; m++) {
                total += mixed[m];
                above += m >= middle ? mixed[m] : 0;
            }
            if (high == LEVELS && middle == TOP) {
                return TOP - 1;
            }
            if (channel.code(level >= middle ? 1 : 0, above / total) != 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** For every candidate the probabilities of the levels, given that the magnitude is at most 6 scales. */
    private double[] levelProbabilities(double scale) {
        int size = mixture.size();
        double[] probabilities = new double[size * LEVELS];
        for (int k = 0; k < size; k++) {
            double all = mixture.magnitudeBelow(k, EDGES[LEVELS] * scale);
            double below = 0;
            for (int m = 0; m < LEVELS; m++) {
                double p = 1.0 / LEVELS;
                if (all > 1e-12) {
                    double upTo = m == TOP ? all : Math.min(all, mixture.magnitudeBelow(k, EDGES[m + 1] * scale));
                    p = Math.max(0, upTo - below) / all;
                    below = upTo;
                }
                probabilities[k * LEVELS + m] = p * (1 - ESCAPE) + ESCAPE / LEVELS;
            }
        }
        return probabilities;
    }

    private boolean hasNegativeZero() {
        for (int i = 0; i < tensor.count(); i++) {
            if (tensor.numbers[i] == LEVELS && !tensor.known(i)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adaptive frequencies of the levels, a further candidate for networks that fit none of the others (pruned ones,
     * say).
     */
    private static final class LevelCounts {
        private static final double START = 0.01;
        private double weight = START;
        private final double[] counts = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
        private double sum = 4;
        private final double[] parametric = new double[LEVELS];

        void blend(double[] mixed) {
            System.arraycopy(mixed, 0, parametric, 0, LEVELS);
            for (int m = 0; m < LEVELS; m++) {
                mixed[m] = (1 - weight) * mixed[m] + weight * counts[m] / sum;
            }
        }

        void learn(int level) {
            double mine = weight * counts[level] / sum;
            double others = (1 - weight) * parametric[level];
            weight = Math.max(1e-9, Math.min(1 - 1e-9, mine / (mine + others)));
            counts[level]++;
            sum++;
        }
    }
}
