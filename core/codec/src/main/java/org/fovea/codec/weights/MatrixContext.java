package org.fovea.codec.weights;

import java.util.Arrays;
import org.fovea.codec.entropy.RecursiveLeastSquares;
import org.jspecify.annotations.Nullable;

/**
 * Matrices, above all pointwise convolutions behind depthwise ones.
 *
 * <p>Signs: activations are positive on average, so training pushes all weights of one input channel the same way
 * (column means). How hard depends on the input's mean, which the depthwise kernel before it multiplies by the sum of
 * its weights; a layer learns to cancel it, each output to its own degree, outputs whose next kernel has a large sum
 * more than others. Where few outputs follow, as in a network's last layers, the matrix carries their weights as a
 * low-rank trace. How strong all this is differs from tensor to tensor.
 *
 * <p>Magnitudes: rows and columns have more equal energies than independent weights would; columns with a large kernel
 * sum have less.
 */
final class MatrixContext extends WeightContext {
    private static final int COLUMN_MEAN = 0;
    private static final int KERNEL_SUM = 1;
    private static final int ROW_TREND = 2;
    private static final int NEXT_KERNEL_SUM = 3;
    private static final int OUTPUT_TRACE = 4;
    private static final double[] SIGN_VARIANCES = {0.1, 0.001, 0.3, 0.001, 1};
    private static final double SIGN_LOOSENING = 0.5;

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
    private final double[] columnSurplus;
    private final double[] rowSurplus;
    private final double[] kernelSum;
    private final double[] kernelSumSize;
    private final double[] nextKernelSumSize;
    private final double[] rowProducts;
    private final double[] rowSquares;
    private double[][] outputWeights = {};
    private RecursiveLeastSquares @Nullable [] outputTraces;
    private double sigma = 1;

    /**
     * @param depthwise the depthwise layer before it, or null
     * @param consumer the matrix behind it, or null
     * @param next the depthwise layer behind it, or null
     */
    MatrixContext(
            TensorBuffer tensor,
            double unit,
            Regressions regressions,
            @Nullable TensorBuffer depthwise,
            @Nullable TensorBuffer consumer,
            @Nullable TensorBuffer next) {
        super(regressions, unit, 0, SIGN_LOOSENING);
        rows = tensor.rows();
        columns = tensor.columns();
        columnSum = new double[columns];
        columnSurplus = new double[columns];
        rowSurplus = new double[rows];
        rowProducts = new double[rows];
        rowSquares = new double[rows];
        double[] sums = relativeSums(depthwise, columns);
        kernelSum = roots(sums);
        kernelSumSize = centredSizes(sums);
        nextKernelSumSize = centredSizes(relativeSums(next, rows));
        if (consumer != null && consumer.rows() <= FEW_OUTPUTS && consumer.columns() >= rows) {
            followOutputs(consumer);
        }
    }

    static Regressions regressions() {
        return new Regressions(TILT_VARIANCES, SIGN_VARIANCES);
    }

    /** The sum of each kernel's weights over the root mean square of the kernels' norms; 0 without kernels. */
    private static double[] relativeSums(@Nullable TensorBuffer kernels, int channels) {
        double[] sums = new double[channels];
        if (kernels == null || kernels.rows() < channels) {
            return sums;
        }
        int taps = kernels.columns();
        double energy = 0;
        for (int i = 0; i < channels * taps; i++) {
            sums[i / taps] += kernels.values[i];
            energy += kernels.values[i] * kernels.values[i];
        }
        double factor = energy > 0 ? 1 / Math.sqrt(energy / channels) : 0;
        for (int channel = 0; channel < channels; channel++) {
            sums[channel] *= factor;
        }
        return sums;
    }

    /**
     * Roots with the sign of their argument: the effect of a kernel's sum saturates, and a root fits better than the
     * sum itself.
     */
    private static double[] roots(double[] values) {
        return Arrays.stream(values)
                .map(value -> value < 0 ? -Math.sqrt(-value) : Math.sqrt(value))
                .toArray();
    }

    /** Magnitudes minus their mean. */
    private static double[] centredSizes(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += Math.abs(value) / values.length;
        }
        double centre = mean;
        return Arrays.stream(values).map(value -> Math.abs(value) - centre).toArray();
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
        outputTraces = new RecursiveLeastSquares[columns];
        Arrays.setAll(outputTraces, j -> RecursiveLeastSquares.of(outputs, TRACE_VARIANCE));
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
        signs.input(KERNEL_SUM, kernelSum[column]);
        signs.input(ROW_TREND, kernelSum[column] * rowProducts[row] / (rowSquares[row] + PRIOR_WEIGHTS));
        signs.input(NEXT_KERNEL_SUM, kernelSum[column] * nextKernelSumSize[row]);
        signs.input(OUTPUT_TRACE, outputTraces == null ? 0 : outputTraces[column].predict(outputWeights[row]));
    }

    @Override
    void remember(int i, double value, double surplus) {
        int row = i / columns;
        int column = i % columns;
        columnSum[column] += value;
        columnSurplus[column] += surplus;
        rowSurplus[row] += surplus;
        rowProducts[row] += kernelSum[column] * value / sigma;
        rowSquares[row] += kernelSum[column] * kernelSum[column];
        if (outputTraces != null) {
            outputTraces[column].learn(outputWeights[row], value / sigma);
        }
    }
}
