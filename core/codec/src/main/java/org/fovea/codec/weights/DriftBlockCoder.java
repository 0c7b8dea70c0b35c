package org.fovea.codec.weights;

import java.util.Arrays;
import org.fovea.codec.entropy.AdaptiveBit;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.MixtureLattice;

/**
 * FP4 blocks of weights that did not move far from their initial values: the distribution of each weight has a centre
 * of its own and a sign is no longer a coin's throw, so magnitude and sign are one number, coded with the mixture's
 * probability of its cell. Scales as in {@link Fp4Coder}: of the largest of n magnitudes, given n centres.
 *
 * <p>That some weight of a block has the largest magnitude is, with centres, a sum over the places where it may be:
 * with q the probability of the top level (of either sign) of each weight, j top levels so far and R the sum of q over
 * the weights left, this one included, the next is at the top with probability q·(j + 1 + R − q)/(j + R), and every
 * other level's probability changes by (j + R − q)/(j + R). Where all q are equal, this is the rule of
 * {@link Fp4Coder}.
 */
final class DriftBlockCoder {
    private static final int TOP = 7;
    private static final int BITS = 4;

    /** Numbers from -top to top; the one that is left over means minus zero. */
    private static final int CELLS = 2 * TOP + 1;

    private static final int MINUS_ZERO = CELLS;

    /** Where a magnitude, in scales, is rounded to the next level. */
    private static final double[] EDGES = {0.25, 0.75, 1.25, 1.75, 2.5, 3.5, 5, 6};

    /** Share of a uniform distribution over the cells in every candidate. */
    private static final double ESCAPE = 0x1p-14;

    private static final double MIN_MASS = 1e-12;
    private static final double MIN_SHARE = 1e-6;

    private final BitChannel channel;
    private final LatticeCoder lattice;
    private final MixtureLattice numbers = new MixtureLattice();
    private final AdaptiveBit oddScale = new AdaptiveBit(0.9, 0.1);
    private final AdaptiveBit everyBlockReachesTop = new AdaptiveBit(0.1, 0.9);
    private final AdaptiveBit blockReachesTop = new AdaptiveBit();

    private TensorBuffer tensor;
    private ComponentMixture mixture;
    private ComponentMixture local;

    /** Weight of the local candidates together. */
    private double localShare;

    private double largest;
    private Predictor predictor;
    private double[] remaining = new double[0];
    private double[] top = new double[0];
    private double[] below = new double[0];
    private double[] weights = new double[0];
    private double[] learnt = new double[0];
    private final double[] scaledPrediction = new double[DriftPredictor.SOURCES];

    @SuppressWarnings("NullAway.Init") // the tensor and what belongs to it are set when its coding begins
    DriftBlockCoder(BitChannel channel) {
        this.channel = channel;
        this.lattice = new LatticeCoder(channel);
    }

    /**
     * Codes a tensor.
     *
     * @param mixture candidates, all centred on predictions
     * @param local the same in units of a block's largest magnitude
     * @param predictor is asked before and updated after each weight
     */
    void code(TensorBuffer tensor, ComponentMixture mixture, ComponentMixture local, Predictor predictor) {
        this.tensor = tensor;
        this.mixture = mixture;
        this.local = local;
        localShare = 0.5;
        this.predictor = predictor;
        boolean allReach = everyBlockReachesTop.code(channel, tensor.everyBlockReachesTop());
        int blockSize = tensor.encoding().parameter();
        for (int block = 0; block < tensor.scales.length; block++) {
            int from = (int) Math.min(tensor.count(), (long) block * blockSize);
            int to = (int) Math.min(tensor.count(), (long) from + blockSize);
            mixture.prune();
            local.prune();
            tensor.scales[block] = codeScale(tensor.scales[block], from, to);
            double scale = HalfOrder.finite(tensor.scales[block]);
            boolean reaches = allReach;
            if (!allReach) {
                reaches = blockReachesTop.code(channel, tensor.reachesTop(from, to));
            }
            codeNumbers(from, to, scale, reaches);
        }
    }

    private short codeScale(short scale, int from, int to) {
        ComponentMixture few = mixture.strongest();
        int index = HalfOrder.index(scale);
        int high = lattice.code(index >> 1, HalfOrder.BITS - 1, few, (cell, low) -> {
            double largest = 6 * HalfOrder.edge((int) (2 * cell));
            for (int k = 0; k < few.size(); k++) {
                low[k] = allWithin(few, k, largest, from, to);
            }
        });
        return HalfOrder.half(high << 1 | oddScale.code(channel, index & 1));
    }

    /** Probability that all magnitudes of a block are below {@code largest}. */
    private double allWithin(ComponentMixture few, int k, double largest, int from, int to) {
        if (!(largest > 0)) {
            return 0;
        }
        double product = 1;
        for (int i = from; i < to && product > 0; i++) {
            if (!tensor.known(i)) {
                double[] prediction = predictor.predict(i);
                product *= Math.max(0, few.below(k, largest, prediction) - few.below(k, -largest, prediction));
            }
        }
        return product;
    }

    private void codeNumbers(int from, int to, double scale, boolean reaches) {
        int size = mixture.size() + local.size();
        reserve(size);
        largest = scale > 0 ? 6 * scale : 1;
        double tops = 0;
        int left = tensor.live(from, to);
        Arrays.fill(remaining, 0, size, 0);
        for (int i = from; i < to && reaches; i++) {
            if (!tensor.known(i)) {
                double[] prediction = predictor.predict(i);
                scale(prediction);
                for (int k = 0; k < size; k++) {
                    remaining[k] += topProbability(k, scale, prediction);
                }
            }
        }
        for (int i = from; i < to; i++) {
            boolean live = !tensor.known(i);
            if (live) {
                cumulate(predictor.predict(i), scale, reaches, tops, left);
                left--;
                tensor.numbers[i] = nibble(codeCell(cell(tensor.numbers[i]), size));
                tops += (tensor.numbers[i] & TOP) == TOP ? 1 : 0;
                for (int k = 0; k < size; k++) {
                    remaining[k] = Math.max(0, remaining[k] - top[k]);
                }
            }
            tensor.values[i] = Fp4Tensor.value(tensor.numbers[i], scale);
            if (live) {
                predictor.learn(i, tensor.values[i]);
            }
        }
    }

    private void reserve(int size) {
        if (top.length < size) {
            remaining = new double[size];
            top = new double[size];
            weights = new double[size];
            learnt = new double[size];
            below = new double[size * (CELLS + 1)];
        }
    }

    /**
     * Codes a number with the candidates of both mixtures; each learns by itself, and their shares from how well they
     * did.
     */
    private int codeCell(int cell, int size) {
        int split = mixture.size();
        for (int k = 0; k < size; k++) {
            weights[k] = k < split ? (1 - localShare) * mixture.weights()[k] : localShare * local.weights()[k - split];
        }
        int coded = (int) numbers.code(
                channel,
                cell,
                BITS,
                weights,
                size,
                (edge, low) -> {
                    for (int k = 0; k < size; k++) {
                        low[k] = below[k * (CELLS + 1) + (int) edge];
                    }
                },
                learnt);
        double absolutely = 0;
        double locally = 0;
        for (int k = 0; k < size; k++) {
            absolutely += k < split ? weights[k] * learnt[k] : 0;
            locally += k < split ? 0 : weights[k] * learnt[k];
        }
        localShare = Math.max(MIN_SHARE, Math.min(1 - MIN_SHARE, locally / (absolutely + locally)));
        mixture.learn(learnt);
        System.arraycopy(learnt, split, learnt, 0, size - split);
        local.learn(learnt);
        return coded;
    }

    /** Probability, for candidate {@code k} of both mixtures, of a weight below an edge. */
    private double below(int k, int cell, double scale, double[] prediction) {
        int split = mixture.size();
        return k < split
                ? mixture.below(k, edge(cell) * scale, prediction)
                : local.below(k - split, edge(cell) * scale / largest, scaledPrediction);
    }

    private void scale(double[] prediction) {
        for (int source = 0; source < prediction.length; source++) {
            scaledPrediction[source] = prediction[source] / largest;
        }
    }

    /** For every candidate the probability of numbers before each cell, and of the top level. */
    private void cumulate(double[] prediction, double scale, boolean reaches, double tops, int left) {
        double[] p = new double[CELLS];
        scale(prediction);
        for (int k = 0; k < mixture.size() + local.size(); k++) {
            double last = below(k, 0, scale, prediction);
            double all = below(k, CELLS, scale, prediction) - last;
            for (int cell = 0; cell < CELLS; cell++) {
                double share = 1.0 / CELLS;
                if (all > MIN_MASS) {
                    double upTo = below(k, cell + 1, scale, prediction);
                    share = Math.max(0, upTo - last) / all;
                    last = upTo;
                }
                p[cell] = escaping(share, 1);
            }
            top[k] = p[0] + p[CELLS - 1];
            double rest = left == 1 ? 0 : Math.max(0, remaining[k] - top[k]);
            double sum = tops + top[k] + rest;
            boolean certain = reaches && sum > 0;
            double other = certain ? (tops + rest) / sum : 1;
            double atTop = certain ? other + 1 / sum : 1;
            double before = 0;
            for (int cell = 0; cell < CELLS; cell++) {
                below[k * (CELLS + 1) + cell] = before;
                before += p[cell] * (cell == 0 || cell == CELLS - 1 ? atTop : other);
            }
            below[k * (CELLS + 1) + CELLS] = 1;
        }
    }

    /** The top level's probability with what is known when a block begins. */
    private double topProbability(int k, double scale, double[] prediction) {
        double first = below(k, 0, scale, prediction);
        double all = below(k, CELLS, scale, prediction) - first;
        if (!(all > MIN_MASS)) {
            return escaping(2.0 / CELLS, 2);
        }
        double minus = below(k, 1, scale, prediction) - first;
        double plus = all + first - below(k, CELLS - 1, scale, prediction);
        return escaping((Math.max(0, minus) + Math.max(0, plus)) / all, 2);
    }

    private static double escaping(double probability, int cells) {
        return probability * (1 - ESCAPE) + cells * ESCAPE / CELLS;
    }

    /** Lower end of a cell in scales, 0..15. */
    private static double edge(int cell) {
        return cell <= TOP ? -EDGES[TOP - cell] : EDGES[cell - TOP - 1];
    }

    private static int cell(int nibble) {
        int level = nibble & TOP;
        if ((nibble & 8) == 0) {
            return TOP + level;
        }
        return level == 0 ? MINUS_ZERO : TOP - level;
    }

    private static int nibble(int cell) {
        if (cell == MINUS_ZERO) {
            return 8;
        }
        return cell >= TOP ? cell - TOP : 8 | TOP - cell;
    }
}
