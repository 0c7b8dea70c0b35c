package org.fovea.codec.weights;

import java.util.Arrays;
import org.fovea.codec.entropy.ExactMath;
import org.jspecify.annotations.Nullable;

/**
 * A weighted set of candidate distributions for the weights of one tensor. Coding a weight by the mixture and then
 * multiplying each candidate's weight by the probability it gave is Bayes' rule: no counters and no learning rate, and
 * at the end the tensor costs little more than under its best candidate.
 */
final class ComponentMixture {
    /** Candidates this much less likely than all together are dropped for the rest of the tensor. */
    private static final double NEGLIGIBLE = 1e-8;

    /** Candidates that {@link #strongest} keeps. */
    private static final int STRONGEST = 8;

    private final ComponentGrid grid;
    private final double unit;
    private final int[] gridIndex;
    private final Candidate[] candidates;
    private final double[] weights;
    private int size;

    /** A component in absolute numbers. */
    private static final class Candidate {
        final double centre;
        final double width;
        final double share;
        final double first;
        final double second;
        final double split;
        final int source;

        Candidate(ComponentGrid.Component component, double unit) {
            ComponentGrid.Shape shape = component.shape();
            centre = component.centre() * unit;
            width = component.width() * unit;
            share = shape.share;
            first = component.drift() * shape.first * unit;
            second = component.drift() * shape.second * unit;
            split = component.drift() * shape.split * unit;
            source = component.source();
        }

        double below(double x, double @Nullable [] predictions) {
            if (Double.isInfinite(x)) {
                return x > 0 ? 1 : 0;
            }
            double distance =
                    x - centre - (source == ComponentGrid.FIXED || predictions == null ? 0 : predictions[source]);
            if (split != 0) {
                return 0.5 * (below(distance - split, width, first) + below(distance + split, width, first));
            }
            double below = below(distance, width, first);
            return share == 1 ? below : share * below + (1 - share) * below(distance, width, second);
        }

        /**
         * Distribution function of U(-width, width) + N(0, deviation²): the mean of the normal distribution function
         * over the uniform part, which its integral gives in closed form.
         */
        private static double below(double x, double width, double deviation) {
            if (width == 0) {
                return ExactMath.normalBelow(x / deviation);
            }
            double upper = ExactMath.normalIntegral((x + width) / deviation);
            double lower = ExactMath.normalIntegral((x - width) / deviation);
            return deviation / (2 * width) * (upper - lower);
        }
    }

    /**
     * @param unit natural scale of the tensor, positive
     * @param prior weight of each candidate, adding up to 1
     */
    ComponentMixture(ComponentGrid grid, double unit, double[] prior) {
        this.grid = grid;
        this.unit = unit;
        size = grid.size();
        gridIndex = new int[size];
        candidates = new Candidate[size];
        weights = Arrays.copyOf(prior, size);
        for (int k = 0; k < size; k++) {
            candidates[k] = new Candidate(grid.components().get(k), unit);
            gridIndex[k] = k;
        }
    }

    private ComponentMixture(ComponentMixture whole, int[] chosen) {
        grid = whole.grid;
        unit = whole.unit;
        size = chosen.length;
        gridIndex = new int[size];
        candidates = new Candidate[size];
        weights = new double[size];
        for (int k = 0; k < size; k++) {
            gridIndex[k] = whole.gridIndex[chosen[k]];
            candidates[k] = whole.candidates[chosen[k]];
            weights[k] = whole.weights[chosen[k]];
        }
    }

    /**
     * The few candidates of the largest weights, as a mixture of its own: for numbers that take all weights of a block
     * or range together, where time per candidate counts. What it learns stays with it.
     */
    ComponentMixture strongest() {
        int[] chosen = new int[Math.min(size, STRONGEST)];
        boolean[] taken = new boolean[size];
        double sum = 0;
        for (int i = 0; i < chosen.length; i++) {
            int best = -1;
            for (int k = 0; k < size; k++) {
                best = !taken[k] && (best < 0 || weights[k] > weights[best]) ? k : best;
            }
            taken[best] = true;
            chosen[i] = best;
            sum += weights[best];
        }
        ComponentMixture few = new ComponentMixture(this, chosen);
        for (int k = 0; k < chosen.length; k++) {
            few.weights[k] /= sum;
        }
        return few;
    }

    int size() {
        return size;
    }

    /** The candidates' weights; shared, the first {@link #size()} count. */
    double[] weights() {
        return weights;
    }

    /** Whether candidate {@code k} is centred on a prediction. */
    boolean predicted(int k) {
        return candidates[k].source != ComponentGrid.FIXED;
    }

    /**
     * Probability, for candidate {@code k}, of a weight below {@code x}.
     *
     * @param predictions one per source; null will do for candidates that are not {@link #predicted}
     */
    double below(int k, double x, double @Nullable [] predictions) {
        return candidates[k].below(x, predictions);
    }

    /** Probability, for candidate {@code k} (symmetric around 0), of a weight whose magnitude is below {@code x}. */
    double magnitudeBelow(int k, double x) {
        // Both tails of a symmetric distribution are the same.
        return x > 0 ? Math.max(0, 2 * below(k, x, null) - 1) : 0;
    }

    /** Bayes' rule: multiplies each weight by the probability its candidate gave. */
    void learn(double[] probabilities) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
            weights[k] *= probabilities[k];
            sum += weights[k];
        }
        if (!(sum > 0)) {
            Arrays.fill(weights, 0, size, 1.0 / size);
            return;
        }
        double factor = 1 / sum;
        for (int k = 0; k < size; k++) {
            weights[k] *= factor;
        }
    }

    /** Drops negligible candidates; candidate numbers change. */
    void prune() {
        int kept = 0;
        for (int k = 0; k < size; k++) {
            if (weights[k] >= NEGLIGIBLE) {
                gridIndex[kept] = gridIndex[k];
                candidates[kept] = candidates[k];
                weights[kept] = weights[k];
                kept++;
            }
        }
        size = kept;
    }

    /** The weights on the whole grid, dropped candidates with 0. */
    double[] posterior() {
        double[] posterior = new double[grid.size()];
        for (int k = 0; k < size; k++) {
            posterior[gridIndex[k]] = weights[k];
        }
        return posterior;
    }
}
