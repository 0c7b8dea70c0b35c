package org.fovea.codec.latent;

import java.util.Arrays;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.ExactMath;
import org.fovea.codec.entropy.MixtureLattice;
import org.fovea.codec.entropy.RecursiveLeastSquares;

/**
 * Codes latent codes, pair after pair, dimension after dimension. Several linear regressions predict each code from the
 * pairs before and from the dimensions of the same pair that are known; each keeps account of its errors. Distributions
 * around these predictions are weighted by Bayes' rule.
 */
final class LatentModel {
    /** Pairs before this one that regressions may use. */
    private static final int HISTORY = 6;

    /** Predictions: the regressions, then the mean of all of them. */
    private static final int PREDICTIONS = 5;

    private static final int REGRESSIONS = PREDICTIONS - 1;

    /** Widths of the distributions, in units of a prediction's running error. */
    private static final double[] WIDTHS = {0.75, 1.1};

    /** Normal, and a mixture of two normals with heavier tails. */
    private static final int SHAPES = 2;

    private static final int CANDIDATES = PREDICTIONS * WIDTHS.length * SHAPES;

    /** Part of a dimension's weights that goes back to what all dimensions found, after each code. */
    private static final double RETURNING = 0.03;

    /** Part of the weights of all dimensions that goes back to the start. */
    private static final double RENEWED = 0.02;

    /** Part that the weights of all dimensions have in those of a code. */
    private static final double SHARED = 0.3;

    private static final double FORGETTING = 0.99;

    /** Share of a number that lasts from pair to pair, before anything is known. */
    private static final double KEPT = 0.8;

    /** Errors count at most this often the running square. */
    private static final double LARGEST_ERROR = 16;

    /** Before anything is known errors are a quarter of the range of codes, and that counts as this number of codes. */
    private static final double FIRST_ERROR = 1;

    private static final double FIRST_COUNT = 4;

    private final BitChannel channel;
    private final int dimensions;
    private final int bits;
    private final double middle;
    private final double unit;

    /** Scaled codes of pairs: 0 is this one, 1 the one before. Zeros before the first. */
    private final double[][] history;

    /** [regression][dimension]. */
    private final RecursiveLeastSquares[][] regressions;

    private final double[][] inputs = new double[REGRESSIONS][];
    private final double[] predictions = new double[PREDICTIONS];
    private final double[] scales = new double[PREDICTIONS];
    private final double[][] squares;
    private final double[][] counts;
    private final double[][] weights;
    private final double[] common = new double[CANDIDATES];
    private final double[] mixed = new double[CANDIDATES];
    private final double[] probabilities = new double[CANDIDATES];
    private final MixtureLattice lattice = new MixtureLattice();

    /** @param bits of a code, 1..16 */
    LatentModel(BitChannel channel, int dimensions, int bits) {
        this.channel = channel;
        this.dimensions = dimensions;
        this.bits = bits;
        middle = ((1 << bits) - 1) * 0.5;
        unit = (1 << bits) * 0.125;
        history = new double[HISTORY + 1][dimensions];
        regressions = new RecursiveLeastSquares[REGRESSIONS][dimensions];
        squares = new double[dimensions][PREDICTIONS];
        counts = new double[dimensions][PREDICTIONS];
        weights = new double[dimensions][CANDIDATES];
        Arrays.fill(common, 1.0 / CANDIDATES);
        for (int i = 0; i < dimensions; i++) {
            for (int r = 0; r < REGRESSIONS; r++) {
                regressions[r][i] = RecursiveLeastSquares.of(size(r, i), r == 0 ? 4 : 0.04);
            }
            Arrays.fill(squares[i], FIRST_ERROR);
            Arrays.fill(counts[i], FIRST_COUNT);
            Arrays.fill(weights[i], 1.0 / CANDIDATES);
        }
    }

    private int size(int regression, int dimension) {
        return switch (regression) {
            case 0 -> 4;
            case 1 -> 3 + dimension;
            case 2 -> 4 + dimension + dimensions - 1;
            default -> 1 + HISTORY + dimension;
        };
    }

    void beginPair() {
        double[] oldest = history[HISTORY];
        System.arraycopy(history, 0, history, 1, HISTORY);
        history[0] = oldest;
    }

    /** Codes a code of this pair; those of lower dimensions are known. */
    int code(int dimension, int wanted) {
        predict(dimension);
        double[] own = weights[dimension];
        for (int k = 0; k < CANDIDATES; k++) {
            mixed[k] = (1 - SHARED) * own[k] + SHARED * common[k];
        }
        int coded = (int) lattice.code(channel, wanted, bits, mixed, CANDIDATES, this::below, probabilities);
        weigh(own);
        learn(dimension, (coded - middle) / unit);
        return coded;
    }

    /**
     * What is predicted is the change from the pair before, so that a regression that knows nothing yet says that
     * nothing changes much.
     */
    private void predict(int dimension) {
        double before = history[1][dimension];
        double sum = 0;
        for (int r = 0; r < REGRESSIONS; r++) {
            inputs[r] = inputs(r, dimension);
            double change = regressions[r][dimension].predict(inputs[r]);
            predictions[r] = KEPT * before + change;
            sum += predictions[r];
        }
        predictions[REGRESSIONS] = sum / REGRESSIONS;
        for (int p = 0; p < PREDICTIONS; p++) {
            scales[p] = Math.sqrt(squares[dimension][p]);
        }
    }

    private double[] inputs(int regression, int dimension) {
        double[] all = new double[size(regression, dimension)];
        double[] one = history[1];
        double[] two = history[2];
        all[0] = 1;
        all[1] = one[dimension];
        int next;
        switch (regression) {
            case 0 -> {
                all[2] = two[dimension];
                all[3] = history[3][dimension];
                return all;
            }
            case 1 -> {
                all[2] = two[dimension];
                next = 3;
            }
            case 2 -> {
                all[2] = one[dimension] - two[dimension];
                all[3] = two[dimension] - history[3][dimension];
                next = 4;
            }
            default -> {
                for (int lag = 2; lag <= HISTORY; lag++) {
                    all[lag] = history[lag][dimension];
                }
                next = 1 + HISTORY;
            }
        }
        for (int i = 0; i < dimension; i++) {
            all[next++] = history[0][i] - one[i];
        }
        if (regression == 2) {
            for (int i = 0; i < dimensions; i++) {
                if (i != dimension) {
                    all[next++] = one[i] - two[i];
                }
            }
        }
        return all;
    }

    private void below(long index, double[] below) {
        double edge = (index - 0.5 - middle) / unit;
        int k = 0;
        for (int p = 0; p < PREDICTIONS; p++) {
            double distance = edge - predictions[p];
            for (double width : WIDTHS) {
                double t = distance / (scales[p] * width);
                below[k++] = ExactMath.normalBelow(t);
                below[k++] = 0.8 * ExactMath.normalBelow(t / 0.8) + 0.2 * ExactMath.normalBelow(t / 1.8);
            }
        }
    }

    private void weigh(double[] own) {
        double sum = 0;
        double all = 0;
        for (int k = 0; k < CANDIDATES; k++) {
            own[k] *= probabilities[k];
            common[k] *= probabilities[k];
            sum += own[k];
            all += common[k];
        }
        for (int k = 0; k < CANDIDATES; k++) {
            common[k] = (1 - RENEWED) * common[k] / all + RENEWED / CANDIDATES;
            own[k] = (1 - RETURNING) * own[k] / sum + RETURNING * common[k];
        }
    }

    private void learn(int dimension, double value) {
        history[0][dimension] = value;
        double change = value - KEPT * history[1][dimension];
        for (int r = 0; r < REGRESSIONS; r++) {
            regressions[r][dimension].learn(inputs[r], change);
        }
        for (int p = 0; p < PREDICTIONS; p++) {
            double error = value - predictions[p];
            double square = squares[dimension][p];
            double count = counts[dimension][p] * FORGETTING + 1;
            counts[dimension][p] = count;
            // Even a clip that never changes leaves some doubt.
            squares[dimension][p] =
                    Math.max(1e-8, square + (Math.min(error * error, LARGEST_ERROR * square) - square) / count);
        }
    }
}
