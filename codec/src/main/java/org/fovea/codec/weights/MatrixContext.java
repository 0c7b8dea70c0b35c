package org.fovea.codec.weights;

import java.util.Arrays;

/**
 * Matrices, above all pointwise convolutions behind depthwise ones.
 *
 * <p>Signs: activations are positive on average, so training pushes all weights of one input channel the same way (column means) and
 * all weights of one output (row means). How hard a column is pushed depends on its input's mean, which the depthwise kernel
 * before it multiplies by the sum of its weights; a layer learns to cancel it. Where few outputs follow, as in a network's
 * last layers, the matrix carries their weights as a low-rank trace.
 *
 * <p>Magnitudes: rows and columns have more equal energies than independent weights would; columns with a large kernel sum
 * have less.
 */
final class MatrixContext extends WeightContext {
    private static final int COLUMN_MEAN = 0;
    private static final int ROW_MEAN = 1;
    private static final int KERNEL_SUM = 2;
    private static final int ROW_TREND = 3;
    private static final int OUTPUT_TRACE = 4;
    private static final double[] SIGN_VARIANCES = {0.1, 0.1, 0.001, 0.3, 1};

    private static final int COLUMN_SURPLUS = 0;
    private static final int ROW_SURPLUS = 1;
    private static final int KERNEL_SUM_SIZE = 2;
    private static final double[] TILT_VARIANCES = {0.0003, 0.0003, 0.001};

    /** Prior of a mean or trend that is 0, in weights. */
    private static final double PRIOR_WEIGHTS = 100;

    /** The most outputs of a following layer whose trace is looked for. */
    private static final int FEW_OUTPUTS = 8;

    private static final double TRACE_VARIANCE = 0.1;

    private final int rows;
    private final int columns;
    private final double[] columnSum;
    private final double[] rowSum;
    private final double[] columnSurplus;
    private final double[] rowSurplus;
    private final double[] kernelSum;
    private final double[] kernelSumSize;
    private final double[] rowProducts;
    private final double[] rowSquares;
    private double[][] outputWeights;
    private RecursiveLeastSquares[] outputTraces;
    private double sigma = 1;

    /**
     * @param unit natural scale of the tensor
     * @param depthwise the depthwise layer before it, or null
     * @param consumer the layer behind it, or null
     */
    MatrixContext(
            TensorBuffer tensor, double unit, Regressions regressions, TensorBuffer depthwise, TensorBuffer consumer) {
        super(regressions, unit);
        rows = tensor.rows();
        columns = tensor.columns();
        columnSum = new double[columns];
        columnSurplus = new double[columns];
        rowSum = new double[rows];
        rowSurplus = new double[rows];
        rowProducts = new double[rows];
        rowSquares = new double[rows];
        kernelSum = new double[columns];
        kernelSumSize = new double[columns];
        if (depthwise != null && depthwise.rows() == columns) {
            measureKernels(depthwise);
        }
        if (consumer != null && consumer.rows() <= FEW_OUTPUTS && consumer.columns() >= rows) {
            followOutputs(consumer);
        }
    }

    static Regressions regressions() {
        return new Regressions(TILT_VARIANCES, SIGN_VARIANCES);
    }

    private void measureKernels(TensorBuffer depthwise) {
        int taps = depthwise.columns();
        double energy = 0;
        for (int i = 0; i < depthwise.count(); i++) {
            kernelSum[i / taps] += depthwise.values[i];
            energy += depthwise.values[i] * depthwise.values[i];
        }
        if (!(energy > 0)) {
            return;
        }
        double size = Math.sqrt(energy / columns);
        double mean = 0;
        for (int j = 0; j < columns; j++) {
            kernelSumSize[j] = Math.abs(kernelSum[j]) / size;
            mean += kernelSumSize[j] / columns;
        }
        for (int j = 0; j < columns; j++) {
            // The effect saturates: a root fits better than the sum itself.
            double root = Math.sqrt(kernelSumSize[j]);
            kernelSum[j] = kernelSum[j] < 0 ? -root : root;
            kernelSumSize[j] -= mean;
        }
    }

    private void followOutputs(TensorBuffer consumer) {
        int outputs = consumer.rows();
        double energy = 0;
        for (double value : consumer.values) {
            energy += value * value;
        }
        if (!(energy > 0)) {
            return;
        }
        double size = Math.sqrt(energy / consumer.count());
        outputWeights = new double[rows][outputs];
        for (int row = 0; row < rows; row++) {
            for (int output = 0; output < outputs; output++) {
                outputWeights[row][output] = consumer.values[output * consumer.columns() + row] / size;
            }
        }
        double[] variances = new double[outputs];
        Arrays.fill(variances, TRACE_VARIANCE);
        outputTraces = new RecursiveLeastSquares[columns];
        for (int j = 0; j < columns; j++) {
            outputTraces[j] = new RecursiveLeastSquares(variances);
        }
    }

    @Override
    void tiltInputs(int i) {
        int row = i / columns;
        int column = i % columns;
        tilt.input(COLUMN_SURPLUS, columnSurplus[column] / Math.sqrt(rows));
        tilt.input(ROW_SURPLUS, rowSurplus[row] / Math.sqrt(columns));
        tilt.input(KERNEL_SUM_SIZE, kernelSumSize[column]);
    }

    @Override
    void signInputs(int i, double sigma) {
        int row = i / columns;
        int column = i % columns;
        this.sigma = sigma;
        signs.input(COLUMN_MEAN, columnSum[column] / sigma / (row + PRIOR_WEIGHTS));
        signs.input(ROW_MEAN, rowSum[row] / sigma / (column + PRIOR_WEIGHTS));
        signs.input(KERNEL_SUM, kernelSum[column]);
        signs.input(ROW_TREND, kernelSum[column] * rowProducts[row] / (rowSquares[row] + PRIOR_WEIGHTS));
        signs.input(OUTPUT_TRACE, outputTraces == null ? 0 : outputTraces[column].predict(outputWeights[row]));
    }

    @Override
    void remember(int i, double value, double surplus) {
        int row = i / columns;
        int column = i % columns;
        columnSum[column] += value;
        rowSum[row] += value;
        columnSurplus[column] += surplus;
        rowSurplus[row] += surplus;
        rowProducts[row] += kernelSum[column] * value / sigma;
        rowSquares[row] += kernelSum[column] * kernelSum[column];
        if (outputTraces != null) {
            outputTraces[column].learn(outputWeights[row], value / sigma);
        }
    }
}
