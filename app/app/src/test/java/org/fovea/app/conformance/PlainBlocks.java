package org.fovea.app.conformance;

import java.util.HashMap;
import java.util.Map;
import org.fovea.app.conformance.PlainBits.Adaptive;
import org.fovea.app.conformance.PlainTensor.Role;

/** FP4 blocks of tensors that are coded by themselves: docs/weight-operations.md §5. */
final class PlainBlocks {
    static final double[] LEVELS = {0, 0.5, 1, 1.5, 2, 3, 4, 6};
    private static final double[] EDGES = {0, 0.25, 0.75, 1.25, 1.75, 2.5, 3.5, 5, 6};

    private final PlainBits bits;
    private final PlainChannels channels;
    private final Adaptive odd = new Adaptive(0.5, 0.5);
    private final Adaptive zeroScale = new Adaptive(0.1, 0.9);
    private final Adaptive allReach = new Adaptive(0.1, 0.9);
    private final Adaptive noMinusZero = new Adaptive(0.1, 0.9);
    private final Adaptive blockReaches = new Adaptive(0.5, 0.5);
    private final Adaptive minusZero = new Adaptive(0.5, 0.5);
    private final Map<String, PlainContext.Learnt> kernels = new HashMap<>();
    private final PlainContext.Learnt matrices = PlainContext.ofMatrices();

    private PlainTensor tensor;
    private PlainMixture mixture;
    private PlainContext context;
    /** Weight of the adaptive frequencies, and these. */
    private double countsWeight;

    private double[] counts;
    private double countsSum;

    PlainBlocks(PlainBits bits, PlainChannels channels) {
        this.bits = bits;
        this.channels = channels;
    }

    static double value(int number, double scale) {
        double magnitude = LEVELS[number & 7] * scale;
        return (number & 8) != 0 ? -magnitude : magnitude;
    }

    private PlainContext context(int index) {
        double unit = mixture.unit;
        if (tensor.role == Role.DEPTHWISE && tensor.shape.length == 4) {
            int height = tensor.shape[2];
            int width = tensor.shape[3];
            PlainContext.Learnt learnt =
                    kernels.computeIfAbsent(height + "x" + width, key -> PlainContext.ofKernels(height * width));
            return new PlainContext.Kernel(tensor, unit, height, width, learnt);
        }
        PlainTensor before = channels.tensor(channels.before(index, Role.DEPTHWISE, tensor.columns));
        PlainTensor consumer = channels.tensor(channels.consumer(index, tensor.rows));
        PlainTensor next = channels.tensor(channels.kernelsAfter(index, tensor.rows));
        return new PlainContext.Matrix(tensor, unit, matrices, before, consumer, next);
    }

    void read(int index, PlainTensor of, PlainMixture candidates) {
        tensor = of;
        mixture = candidates;
        context = context(index);
        countsWeight = 0.01;
        counts = PlainBits.same(8, 0.5);
        countsSum = 4;
        boolean all = allReach.read(bits) == 1;
        boolean minusZeros = noMinusZero.read(bits) == 0;
        int size = tensor.encoding.parameter();
        for (int block = 0; block < tensor.scales.length; block++) {
            int from = block * size;
            int to = (int) Math.min(tensor.count, (long) from + size);
            int live = tensor.live(from, to);
            mixture.prune();
            boolean reaches = all;
            if (live == 0) {
                tensor.scales[block] = (short) (zeroScale.read(bits) == 1 ? 0 : bits.plain(16));
            } else {
                int high = mixture.read(
                        bits,
                        15,
                        (k, cell) ->
                                PlainNormal.power(mixture.magnitudeBelow(k, 6 * PlainWeights.edge(2 * cell)), live));
                tensor.scales[block] = PlainWeights.half(2 * high + odd.read(bits));
                reaches = all || blockReaches.read(bits) == 1;
            }
            weights(from, to, live, PlainWeights.finite(tensor.scales[block]), reaches, minusZeros);
        }
    }

    private void weights(int from, int to, int live, double scale, boolean reaches, boolean minusZeros) {
        double[][] p = probabilities(scale);
        int left = live;
        int tops = 0;
        for (int i = from; i < to; i++) {
            if (tensor.known(i)) {
                tensor.values[i] = value(tensor.stored[i], scale);
                continue;
            }
            context.enter(i, scale);
            int level = level(p, reaches, tops, left);
            tops += level == 7 ? 1 : 0;
            left--;
            boolean minus;
            if (level == 0) {
                minus = minusZeros && minusZero.read(bits) == 1;
            } else {
                minus = context.minus(bits, LEVELS[level] * scale);
            }
            tensor.stored[i] = level + (minus ? 8 : 0);
            tensor.values[i] = value(tensor.stored[i], scale);
            context.leave(tensor.values[i]);
        }
    }

    /** For each candidate the probabilities of the levels below 6 scales. */
    private double[][] probabilities(double scale) {
        double escape = Math.scalb(1.0, -14);
        double[][] all = new double[mixture.size()][8];
        for (int k = 0; k < all.length; k++) {
            double whole = mixture.magnitudeBelow(k, EDGES[8] * scale);
            double below = 0;
            for (int m = 0; m < 8; m++) {
                double p = 1.0 / 8;
                if (whole > 1e-12) {
                    double upTo = m == 7 ? whole : Math.min(whole, mixture.magnitudeBelow(k, EDGES[m + 1] * scale));
                    p = Math.max(0, upTo - below) / whole;
                    below = upTo;
                }
                all[k][m] = p * (1 - escape) + escape / 8;
            }
        }
        return all;
    }

    private int level(double[][] p, boolean reaches, int tops, int left) {
        if (reaches && tops == 0 && left == 1) {
            return 7;
        }
        int size = mixture.size();
        double[][] given = new double[size][8];
        double[] mixed = new double[8];
        for (int k = 0; k < size; k++) {
            double other = 1;
            double top = 1;
            if (reaches) {
                double inverse = 1 / (tops + left * p[k][7]);
                other = (tops + (left - 1) * p[k][7]) * inverse;
                top = other + inverse;
            }
            for (int m = 0; m < 8; m++) {
                given[k][m] = p[k][m] * (m == 7 ? top : other);
                mixed[m] += mixture.weights[k] * given[k][m];
            }
        }
        context.tilt(mixed);
        double[] parametric = mixed.clone();
        for (int m = 0; m < 8; m++) {
            mixed[m] = (1 - countsWeight) * mixed[m] + countsWeight * counts[m] / countsSum;
        }
        int level = tree(mixed);
        context.learn(level);
        double mine = countsWeight * counts[level] / countsSum;
        double others = (1 - countsWeight) * parametric[level];
        countsWeight = Math.max(1e-9, Math.min(1 - 1e-9, mine / (mine + others)));
        counts[level]++;
        countsSum++;
        double[] ofLevel = new double[size];
        for (int k = 0; k < size; k++) {
            ofLevel[k] = given[k][level];
        }
        mixture.learn(ofLevel);
        return level;
    }

    private int tree(double[] mixed) {
        double all = 0;
        for (double p : mixed) {
            all += p;
        }
        if (bits.bit(mixed[7] / all) == 1) {
            return 7;
        }
        mixed[7] = 0;
        int low = 0;
        int high = 8;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (middle == 7) {
                return 6;
            }
            double above = 0;
            double total = 0;
            for (int m = low; m < high; m++) {
                total += mixed[m];
                above += m >= middle ? mixed[m] : 0;
            }
            if (bits.bit(above / total) == 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
