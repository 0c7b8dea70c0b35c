package org.fovea.codec.weights;

import org.fovea.codec.entropy.AdaptiveBit;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.ExactMath;

/**
 * Tensors of evenly spaced codes: for each range its minimum, its step, then its codes.
 *
 * <p>A quantiser takes the least and the greatest weight of a range for its ends. The minimum is therefore coded with
 * the distribution of the least of n weights, the step with that of the greatest given the least, and the codes with
 * the weights' distribution between the ends, knowing that the first and the last code each occur.
 */
final class CodesCoder {
    private final BitChannel channel;
    private final LatticeCoder lattice;
    private final AdaptiveBit endsOccur = new AdaptiveBit(0.2, 0.8);

    private TensorBuffer tensor;
    private ComponentMixture mixture;

    /** Candidates for the ends of ranges. */
    private ComponentMixture ofEnds;

    private Predictor predictor;
    private boolean ends;
    private boolean drift;

    @SuppressWarnings("NullAway.Init") // the tensor and what belongs to it are set when its coding begins
    CodesCoder(BitChannel channel) {
        this.channel = channel;
        this.lattice = new LatticeCoder(channel);
    }

    /** Codes a tensor; {@code predictor} is asked before and updated after each weight. */
    void code(TensorBuffer tensor, ComponentMixture mixture, Predictor predictor) {
        code(tensor, mixture, predictor, false);
    }

    /**
     * The same, where {@code drift} says that all candidates are centred on predictions: the ends then are coded with
     * the strongest candidates only.
     */
    void code(TensorBuffer tensor, ComponentMixture mixture, Predictor predictor, boolean drift) {
        this.drift = drift;
        this.tensor = tensor;
        this.mixture = mixture;
        this.predictor = predictor;
        ends = endsOccur.code(channel, endsOccur());
        int perRange = tensor.count() / tensor.minimums.length;
        for (int range = 0; range < tensor.minimums.length; range++) {
            codeRange(range, range * perRange, (range + 1) * perRange);
        }
    }

    private void codeRange(int range, int from, int to) {
        mixture.prune();
        int live = tensor.live(from, to);
        ofEnds = drift ? mixture.strongest() : mixture;
        codeMinimum(range, from, to, live);
        double minimum = HalfOrder.finite(tensor.minimums[range]);
        codeStep(range, from, to, live, minimum);
        double step = Math.max(HalfOrder.finite(tensor.steps[range]), 1e-8);
        Ends occurred = new Ends(live);
        for (int i = from; i < to; i++) {
            if (!tensor.known(i)) {
                tensor.numbers[i] = codeOne(i, minimum, step, occurred);
            }
            tensor.values[i] = minimum + tensor.numbers[i] * step;
            if (!tensor.known(i)) {
                predictor.learn(i, tensor.values[i]);
            }
        }
    }

    private void codeMinimum(int range, int from, int to, int live) {
        int index = lattice.code(HalfOrder.index(tensor.minimums[range]), HalfOrder.BITS, ofEnds, (cell, below) -> {
            double edge = HalfOrder.edge((int) cell);
            for (int k = 0; k < ofEnds.size(); k++) {
                below[k] = 1 - allAbove(k, edge, from, to, live);
            }
        });
        tensor.minimums[range] = HalfOrder.half(index);
    }

    /** Probability that all weights of a range are above {@code x}. */
    private double allAbove(int k, double x, int from, int to, int live) {
        if (!ofEnds.predicted(k)) {
            return ExactMath.power(Math.max(0, 1 - ofEnds.below(k, x, null)), live);
        }
        double product = 1;
        for (int i = from; i < to; i++) {
            product *= tensor.known(i) ? 1 : Math.max(0, 1 - ofEnds.below(k, x, predictor.predict(i)));
        }
        return product;
    }

    private void codeStep(int range, int from, int to, int live, double minimum) {
        int steps = (1 << tensor.encoding().parameter()) - 1;
        double[] belowMinimum = new double[ofEnds.size()];
        for (int k = 0; k < belowMinimum.length; k++) {
            belowMinimum[k] = belowMinimum(k, minimum);
        }
        int index = lattice.code(HalfOrder.index(tensor.steps[range]), HalfOrder.BITS, ofEnds, (cell, below) -> {
            double edge = HalfOrder.edge((int) cell);
            for (int k = 0; k < ofEnds.size(); k++) {
                double greatest = minimum + steps * edge;
                below[k] = edge > 0 ? allBetween(k, minimum, greatest, belowMinimum[k], from, to, live) : 0;
            }
        });
        tensor.steps[range] = HalfOrder.half(index);
    }

    private double belowMinimum(int k, double minimum) {
        return ofEnds.predicted(k) ? 0 : ofEnds.below(k, minimum, null);
    }

    /**
     * Probability that all weights but the least are below {@code greatest}, given that they are above {@code minimum}.
     */
    private double allBetween(int k, double minimum, double greatest, double belowMinimum, int from, int to, int live) {
        if (!ofEnds.predicted(k)) {
            double above = 1 - belowMinimum;
            double between = ofEnds.below(k, greatest, null) - belowMinimum;
            return above > 1e-12 ? ExactMath.power(Math.max(0, between) / above, Math.max(1, live - 1)) : 1;
        }
        double product = 1;
        for (int i = from; i < to; i++) {
            if (!tensor.known(i)) {
                double[] prediction = predictor.predict(i);
                double low = ofEnds.below(k, minimum, prediction);
                double between = Math.max(0, ofEnds.below(k, greatest, prediction) - low);
                product *= low < 1 - 1e-12 ? between / (1 - low) : 1;
            }
        }
        return product;
    }

    private int codeOne(int i, double minimum, double step, Ends occurred) {
        double[] prediction = predictor.predict(i);
        int bits = tensor.encoding().parameter();
        int top = (1 << bits) - 1;
        int size = mixture.size();
        double[] low = new double[size];
        double[] first = new double[size];
        double[] last = new double[size];
        double[] all = new double[size];
        for (int k = 0; k < size; k++) {
            low[k] = mixture.below(k, minimum, prediction);
            all[k] = mixture.below(k, minimum + top * step, prediction) - low[k];
            first[k] = share(mixture.below(k, minimum + 0.5 * step, prediction) - low[k], all[k], top);
            double beforeLast = mixture.below(k, minimum + (top - 0.5) * step, prediction) - low[k];
            last[k] = share(all[k] - beforeLast, all[k], top);
        }
        int code = lattice.code(tensor.numbers[i], bits, mixture, (cell, below) -> {
            double edge = minimum + (cell - 0.5) * step;
            for (int k = 0; k < size; k++) {
                double p = all[k] > 1e-12
                        ? (mixture.below(k, edge, prediction) - low[k]) / all[k]
                        : (double) cell / (top + 1);
                below[k] = ends ? occurred.below(p, first[k], last[k]) : p;
            }
        });
        occurred.learn(code == 0, code == top);
        return code;
    }

    private static double share(double part, double all, int top) {
        return all > 1e-12 ? Math.max(0, Math.min(1, part / all)) : 1.0 / (top + 1);
    }

    private boolean endsOccur() {
        int top = (1 << tensor.encoding().parameter()) - 1;
        int perRange = tensor.count() / tensor.minimums.length;
        for (int from = 0; from < tensor.count(); from += perRange) {
            boolean first = false;
            boolean last = false;
            for (int i = from; i < from + perRange; i++) {
                first |= !tensor.known(i) && tensor.numbers[i] == 0;
                last |= !tensor.known(i) && tensor.numbers[i] == top;
            }
            if (!first || !last) {
                return false;
            }
        }
        return true;
    }

    /**
     * What knowing that both ends of a range occur does to the probabilities. The n weights are seen as one at the
     * first code and one at the last, at uniformly random places, and n - 2 independent ones; a partial sequence is
     * then as likely as its independent part times the expected number of ways to choose those two.
     */
    private static final class Ends {
        private int firsts;
        private int lasts;
        private int left;

        Ends(int count) {
            left = count;
        }

        void learn(boolean first, boolean last) {
            firsts += first ? 1 : 0;
            lasts += last ? 1 : 0;
            left--;
        }

        /** The probability of a lower code, from the same one without that knowledge. */
        double below(double p, double first, double last) {
            double before = ways(firsts, lasts, left, first, last);
            if (!(before > 0)) {
                return p;
            }
            double asFirst = first * ways(firsts + 1, lasts, left - 1, first, last) / before;
            double between = Math.max(0, p - first) * ways(firsts, lasts, left - 1, first, last) / before;
            return asFirst + between;
        }

        private static double ways(int firsts, int lasts, int left, double first, double last) {
            return (double) firsts * lasts
                    + left * (firsts * last + lasts * first)
                    + (double) left * (left - 1) * first * last;
        }
    }
}
