package org.fovea.codec.weights;

import java.util.Arrays;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.ExactMath;
import org.fovea.codec.entropy.RecursiveLeastSquares;

/**
 * Codes the codes of one {@link SteppedTensor} bit by bit from the top. Probabilities come from a distribution around a
 * prediction, from frequencies in several contexts, each of which begins where a simpler one is, and from a mixer.
 */
final class SteppedModel {
    private static final int BITS = 8;
    private static final int NODES = 1 << BITS;
    private static final int OFFSET = 128;

    /**
     * Sizes of weights expected here, in steps of a quarter of a doubling, and predictions, are cut into this number of
     * classes.
     */
    private static final int SIZE_CONTEXTS = 12;

    private static final int PREDICTION_CONTEXTS = 7;

    private static final int INPUTS = 8;
    private static final int NEIGHBOURS = 7;
    private static final double LARGEST_LOGIT = 20;

    /** How fast the mixer learns: begins at the sum and falls to the second. */
    private static final double FIRST_RATE = 0.02;

    private static final double LAST_RATE = 0.0015;

    /** Imaginary weights, of the size that is met, before any is known. */
    private static final double PRIOR_ROW = 12;

    private static final double PRIOR_COLUMN = 24;
    private static final double PRIOR_TENSOR = 4;
    private static final double FIRST_SIZE = 24;

    private final BitChannel channel;

    /** Mixer weights, [depth][input]; they live on from tensor to tensor. */
    private final double[][] mixers = new double[BITS][INPUTS];

    private final int[] mixed = new int[BITS];
    private final RecursiveLeastSquares neighbours = RecursiveLeastSquares.of(NEIGHBOURS, 0.001);
    private final double[] logits = new double[INPUTS];
    private final double[] near = new double[NEIGHBOURS];

    // Of the tensor that is coded.
    private final float[][] plain = new float[2][NODES];
    private final float[][] bySize = new float[2][SIZE_CONTEXTS * NODES];
    private final float[][] byPrediction = new float[2][PREDICTION_CONTEXTS * NODES];

    private double[] rowLogs = new double[0];
    private final double[] beside = new double[6];

    SteppedModel(BitChannel channel) {
        this.channel = channel;
        double[] start = {0.1, 0.1, 0.2, 0.2, 0.2, 0.1, 0.1, 0};
        for (double[] mixer : mixers) {
            System.arraycopy(start, 0, mixer, 0, INPUTS);
        }
    }

    /**
     * Codes all codes of a tensor.
     *
     * @param outputs rows of the tensor, each the weights of one output
     * @param kernel weights of one input and one output that lie side by side, 1 or 9
     * @param period distance of rows that belong to the same place
     */
    void code(byte[] codes, int outputs, int kernel, int period) {
        for (float[][] counts : new float[][][] {plain, bySize, byPrediction}) {
            Arrays.fill(counts[0], 0);
            Arrays.fill(counts[1], 0);
        }
        neighbours.loosen(0.3);
        int perRow = codes.length / outputs;
        double[] columnSums = new double[perRow];
        double squares = PRIOR_TENSOR * FIRST_SIZE * FIRST_SIZE;
        double count = PRIOR_TENSOR;
        int side = kernel == 9 ? 3 : 1;
        double[] inputSquares = new double[perRow / kernel];
        rowLogs = new double[outputs];
        RecursiveLeastSquares rowSizes = RecursiveLeastSquares.of(beside.length, 0.3);
        for (int row = 0; row < outputs; row++) {
            double rowSquares = 0;
            double logMean = StrictMath.log(squares / count);
            rowInputs(row, period, logMean);
            double rowMean = ExactMath.exp(logMean + Math.clamp(rowSizes.predict(beside), -2.0, 2.0));
            for (int column = 0; column < perRow; column++) {
                int at = row * perRow + column;
                double mean = squares / count;
                double ofRow = (rowSquares + PRIOR_ROW * rowMean) / (column + PRIOR_ROW);
                int input = column / kernel;
                double seen = (double) row * kernel + column % kernel;
                double ofColumn = (inputSquares[input] + PRIOR_COLUMN * mean) / (seen + PRIOR_COLUMN);
                double local = Math.sqrt(ofRow * ofColumn / mean);
                neighbours(codes, at, column, perRow, kernel, side, local);
                near[6] = row == 0 ? 0 : columnSums[column] / (row + 8.0) / local;
                double prediction = neighbours.predict(near) * local;
                if (!(Math.abs(prediction) < OFFSET)) {
                    prediction = 0;
                }
                int code = codeOne(codes[at], prediction, local, Math.sqrt(mean));
                codes[at] = (byte) code;
                neighbours.learn(near, code / local);
                double square = (double) code * code;
                rowSquares += square;
                inputSquares[input] += square;
                columnSums[column] += code;
                squares += square;
                count++;
            }
            rowLogs[row] = StrictMath.log((rowSquares + 1) / perRow);
            rowSizes.learn(beside, rowLogs[row] - logMean);
        }
    }

    /** How much larger or smaller than usual the rows were that may be like this one, as logarithms. */
    private void rowInputs(int row, int period, double usual) {
        int[] lags = {1, 2, 8, period, 2 * period, period + 1};
        for (int i = 0; i < lags.length; i++) {
            beside[i] = row >= lags[i] ? rowLogs[row - lags[i]] - usual : 0;
        }
    }

    /** Weights next to this one, in units of the size expected here. */
    private void neighbours(byte[] codes, int at, int column, int perRow, int kernel, int side, double local) {
        int x = column % kernel % side;
        int y = column % kernel / side;
        near[0] = x > 0 ? codes[at - 1] / local : 0;
        near[1] = y > 0 ? codes[at - side] / local : 0;
        near[2] = x > 0 && y > 0 ? codes[at - side - 1] / local : 0;
        near[3] = y > 0 && x < side - 1 ? codes[at - side + 1] / local : 0;
        near[4] = at >= perRow ? codes[at - perRow] / local : 0;
        near[5] = at >= 4 * perRow ? codes[at - 4 * perRow] / local : 0;
    }

    private int codeOne(int wanted, double prediction, double local, double size) {
        int sizes = Math.clamp((int) Math.floor(SIZE_CONTEXTS / 2.0 + 6 * (local / size - 1)), 0, SIZE_CONTEXTS - 1);
        int middle = PREDICTION_CONTEXTS / 2;
        int predictions = middle + Math.clamp((int) Math.rint(prediction / local * 5), -middle, middle);
        int node = 1;
        int low = -OFFSET;
        for (int depth = 0; depth < BITS; depth++) {
            int half = NODES >> 1 >> depth;
            double parametric = above(low, half, prediction, local);
            double wide = above(low, half, 0, size);
            double few = backed(plain, node, parametric, 0.4);
            double many = backed(plain, node, parametric, 12);
            double withSize = backed(bySize, sizes * NODES + node, many, 8);
            double withPrediction = backed(byPrediction, predictions * NODES + node, many, 8);
            logits[0] = logit(parametric);
            logits[1] = logit(wide);
            logits[2] = logit(few);
            logits[3] = logit(many);
            logits[4] = logit(withSize);
            logits[5] = logit(withPrediction);
            logits[6] = logits[4] + logits[5] - logits[3];
            logits[7] = 0.3;
            double[] mixer = mixers[depth];
            double sum = 0;
            for (int i = 0; i < INPUTS; i++) {
                sum += mixer[i] * logits[i];
            }
            sum = Math.max(-LARGEST_LOGIT, Math.min(LARGEST_LOGIT, sum));
            double probability = ExactMath.logistic(sum);
            int bit = channel.code(wanted + OFFSET >>> BITS - 1 - depth & 1, probability);
            double error = bit - probability;
            double rate = LAST_RATE + FIRST_RATE / (1 + 0.002 * mixed[depth]++);
            for (int i = 0; i < INPUTS; i++) {
                mixer[i] += rate * error * logits[i];
            }
            count(plain, node, bit);
            count(bySize, sizes * NODES + node, bit);
            count(byPrediction, predictions * NODES + node, bit);
            node = node << 1 | bit;
            low += bit * half;
        }
        return low;
    }

    /** Probability that a code of low..low + 2·half − 1 is in the upper half. */
    private static double above(int low, int half, double prediction, double size) {
        double from = below(low - 0.5, prediction, size);
        double middle = below(low + half - 0.5, prediction, size);
        double to = below(low + 2 * half - 0.5, prediction, size);
        return (to - middle + 1e-6 * half) / (to - from + 2e-6 * half);
    }

    private static double below(double edge, double prediction, double size) {
        double t = (edge - prediction) / size;
        return 0.75 * ExactMath.normalBelow(t * 1.2) + 0.25 * ExactMath.normalBelow(t * 0.6);
    }

    private static double backed(float[][] counts, int context, double simpler, double strength) {
        double ones = counts[1][context];
        return (ones + strength * simpler) / (counts[0][context] + ones + strength);
    }

    private static void count(float[][] counts, int context, int bit) {
        counts[bit][context]++;
    }

    private static double logit(double probability) {
        double p = Math.max(1e-7, Math.min(1 - 1e-7, probability));
        return StrictMath.log(p / (1 - p));
    }
}
