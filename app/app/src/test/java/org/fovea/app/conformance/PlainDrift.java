package org.fovea.app.conformance;

import java.util.ArrayList;
import java.util.List;
import org.fovea.app.conformance.PlainBits.Adaptive;
import org.fovea.app.conformance.PlainTensor.Role;

/** Tensors relative to their initial values and to their neighbours: docs/weight-operations.md §8. */
final class PlainDrift {
    private static final double[] EDGES = {0.25, 0.75, 1.25, 1.75, 2.5, 3.5, 5, 6};
    private static final double ESCAPE = Math.scalb(1.0, -14);

    final Adaptive relative = new Adaptive(0.5, 0.5);
    private final Adaptive odd = new Adaptive(0.9, 0.1);
    private final Adaptive allReach = new Adaptive(0.1, 0.9);
    private final Adaptive blockReaches = new Adaptive(0.5, 0.5);
    private final PlainBits bits;

    PlainDrift(PlainBits bits) {
        this.bits = bits;
    }

    // ---- initial values

    static float[] initial(PlainTensor tensor, int index, double bound, long seed) {
        float[] values = new float[tensor.count];
        PlainDecoder.check(tensor.role != Role.NORM_WEIGHT && tensor.role != Role.NORM_BIAS, "norms by themselves");
        long stream = mix(seed + 0x9E3779B97F4A7C15L * (index + 1L));
        for (int i = 0; i < values.length; i++) {
            long cell = mix(stream + 0x9E3779B97F4A7C15L * (i + 1L)) >>> 12;
            double uniform = (2 * cell + 1 - Math.scalb(1.0, 52)) * Math.scalb(1.0, -52);
            values[i] = (float) (bound * uniform);
        }
        return values;
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** The three guesses of a weight. */
    static final class Guesses implements PlainWeights.Predictor {
        private final PlainTensor tensor;
        private final float[] initial;
        private final double unit;
        private final PlainWeights.Predictor other;
        private final List<int[]> neighbours = new ArrayList<>();
        private final PlainRegression factor = new PlainRegression(1, 0.05);
        private final PlainRegression all;
        private double squares = 4;
        private double count = 4;
        private int known;

        Guesses(PlainTensor tensor, float[] initial, double unit, PlainWeights.Predictor other) {
            this.tensor = tensor;
            this.initial = initial;
            this.unit = unit;
            this.other = other;
            int stride = tensor.count;
            for (int size : tensor.shape) {
                stride /= size;
                for (int distance = 1; distance <= 16 && distance < size; distance *= 2) {
                    neighbours.add(new int[] {stride, size, distance});
                }
            }
            all = new PlainRegression(1 + neighbours.size(), 0.05);
        }

        private double[] inputs(int i, double size) {
            double[] inputs = new double[1 + neighbours.size()];
            inputs[0] = limited(initial[i] / size);
            for (int n = 0; n < neighbours.size(); n++) {
                int[] axis = neighbours.get(n);
                int at = i - axis[0] * axis[2];
                if (i / axis[0] % axis[1] >= axis[2] && at < known) {
                    inputs[1 + n] = limited((tensor.values[at] - initial[at]) / size);
                }
            }
            return inputs;
        }

        private static double limited(double value) {
            return Math.max(-8, Math.min(8, value));
        }

        @Override
        public double[] predict(int i) {
            double size = unit * Math.sqrt(squares / count);
            double[] inputs = inputs(i, size);
            return new double[] {
                initial[i],
                initial[i] + size * factor.predict(new double[] {inputs[0]}),
                initial[i] + size * all.predict(inputs)
            };
        }

        @Override
        public void learn(int i, double value) {
            double size = unit * Math.sqrt(squares / count);
            double[] inputs = inputs(i, size);
            double drift = limited((value - initial[i]) / size);
            factor.learn(new double[] {inputs[0]}, drift);
            all.learn(inputs, drift);
            double units = limited((value - initial[i]) / unit);
            squares += units * units;
            count++;
            known = i + 1;
            other.learn(i, value);
        }
    }

    // ---- blocks

    void blocks(PlainTensor tensor, PlainMixture mixture, PlainMixture local, PlainWeights.Predictor predictor) {
        boolean all = allReach.read(bits) == 1;
        double share = 0.5;
        for (int block = 0; block < tensor.scales.length; block++) {
            int from = block * tensor.encoding.parameter();
            int to = (int) Math.min(tensor.count, (long) from + tensor.encoding.parameter());
            mixture.prune();
            local.prune();
            PlainMixture few = mixture.strongest();
            int high = few.read(
                    bits,
                    15,
                    (k, cell) -> within(tensor, few, predictor, k, 6 * PlainWeights.edge(2 * cell), from, to));
            tensor.scales[block] = PlainWeights.half(2 * high + odd.read(bits));
            boolean reaches = all || blockReaches.read(bits) == 1;
            double scale = PlainWeights.finite(tensor.scales[block]);
            share = new Block(tensor, mixture, local, predictor, scale, reaches, from, to).read(share);
        }
    }

    private static double within(
            PlainTensor tensor,
            PlainMixture few,
            PlainWeights.Predictor predictor,
            int k,
            double largest,
            int from,
            int to) {
        if (!(largest > 0)) {
            return 0;
        }
        double product = 1;
        for (int i = from; i < to; i++) {
            if (!tensor.known(i)) {
                double[] prediction = predictor.predict(i);
                product *= Math.max(0, few.below(k, largest, prediction) - few.below(k, -largest, prediction));
            }
        }
        return product;
    }

    private final class Block {
        private final PlainTensor tensor;
        private final PlainMixture mixture;
        private final PlainMixture local;
        private final PlainWeights.Predictor predictor;
        private final double scale;
        private final boolean reaches;
        private final int from;
        private final int to;
        private final int size;
        private final double[] remaining;
        private int tops;

        Block(
                PlainTensor tensor,
                PlainMixture mixture,
                PlainMixture local,
                PlainWeights.Predictor predictor,
                double scale,
                boolean reaches,
                int from,
                int to) {
            this.tensor = tensor;
            this.mixture = mixture;
            this.local = local;
            this.predictor = predictor;
            this.scale = scale;
            this.reaches = reaches;
            this.from = from;
            this.to = to;
            size = mixture.size() + local.size();
            remaining = new double[size];
        }

        /** The distribution function at the lower end of a cell. */
        private double below(int k, int cell, double... prediction) {
            double edge = cell <= 7 ? -EDGES[7 - cell] : EDGES[cell - 8];
            if (k < mixture.size()) {
                return mixture.below(k, edge * scale, prediction);
            }
            double largest = scale > 0 ? 6 * scale : 1;
            double[] scaled = new double[prediction.length];
            for (int source = 0; source < scaled.length; source++) {
                scaled[source] = prediction[source] / largest;
            }
            return local.below(k - mixture.size(), edge * scale / largest, scaled);
        }

        private double topAtFirst(int k, double... prediction) {
            double first = below(k, 0, prediction);
            double all = below(k, 15, prediction) - first;
            if (!(all > 1e-12)) {
                return escaping(2.0 / 15, 2);
            }
            double minus = below(k, 1, prediction) - first;
            double plus = all + first - below(k, 14, prediction);
            return escaping((Math.max(0, minus) + Math.max(0, plus)) / all, 2);
        }

        private static double escaping(double p, int cells) {
            return p * (1 - ESCAPE) + cells * ESCAPE / 15;
        }

        double read(double firstShare) {
            double share = firstShare;
            for (int i = from; i < to && reaches; i++) {
                if (!tensor.known(i)) {
                    double[] prediction = predictor.predict(i);
                    for (int k = 0; k < size; k++) {
                        remaining[k] += topAtFirst(k, prediction);
                    }
                }
            }
            int left = tensor.live(from, to);
            for (int i = from; i < to; i++) {
                boolean known = tensor.known(i);
                if (!known) {
                    share = readOne(i, left, share);
                    left--;
                }
                tensor.values[i] = PlainBlocks.value(tensor.stored[i], scale);
                if (!known) {
                    predictor.learn(i, tensor.values[i]);
                }
            }
            return share;
        }

        private double readOne(int i, int left, double share) {
            double[][] below = new double[size][16];
            double[] top = new double[size];
            double[] prediction = predictor.predict(i);
            for (int k = 0; k < size; k++) {
                top[k] = cells(k, left, below[k], prediction);
            }
            int split = mixture.size();
            double[] weights = new double[size];
            for (int k = 0; k < size; k++) {
                weights[k] = k < split ? (1 - share) * mixture.weights[k] : share * local.weights[k - split];
            }
            double[] given = new double[size];
            int cell = (int) PlainBits.lattice(bits, 4, weights, (k, edge) -> below[k][(int) edge], given);
            double absolutely = 0;
            double locally = 0;
            for (int k = 0; k < size; k++) {
                if (k < split) {
                    absolutely += weights[k] * given[k];
                } else {
                    locally += weights[k] * given[k];
                }
            }
            mixture.learn(java.util.Arrays.copyOf(given, split));
            local.learn(java.util.Arrays.copyOfRange(given, split, size));
            tensor.stored[i] = cell == 15 ? 8 : cell >= 7 ? cell - 7 : 8 + 7 - cell;
            tops += cell == 0 || cell == 14 ? 1 : 0;
            for (int k = 0; k < size; k++) {
                remaining[k] = Math.max(0, remaining[k] - top[k]);
            }
            return Math.max(1e-6, Math.min(1 - 1e-6, locally / (absolutely + locally)));
        }

        /** Fills in the probability of the cells before each, and returns that of the top level. */
        private double cells(int k, int left, double[] below, double... prediction) {
            double[] p = new double[15];
            double last = below(k, 0, prediction);
            double all = below(k, 15, prediction) - last;
            for (int cell = 0; cell < 15; cell++) {
                double part = 1.0 / 15;
                if (all > 1e-12) {
                    double upTo = below(k, cell + 1, prediction);
                    part = Math.max(0, upTo - last) / all;
                    last = upTo;
                }
                p[cell] = escaping(part, 1);
            }
            double top = p[0] + p[14];
            double rest = left == 1 ? 0 : Math.max(0, remaining[k] - top);
            double sum = tops + top + rest;
            boolean certain = reaches && sum > 0;
            double other = certain ? (tops + rest) / sum : 1;
            double atTop = certain ? other + 1 / sum : 1;
            double before = 0;
            for (int cell = 0; cell < 15; cell++) {
                below[cell] = before;
                before += p[cell] * (cell == 0 || cell == 14 ? atTop : other);
            }
            below[15] = 1;
            return top;
        }
    }
}
