package org.fovea.codec.weights;

import java.util.Arrays;
import org.fovea.codec.family.TensorRole;
import org.jspecify.annotations.Nullable;

/**
 * What is known about each output channel of a layer, as inputs of the regressions for its bias and for the scale and
 * the shift of its norm: the size and direction of the row that makes the channel, and of the kernel and the column
 * that use it.
 */
final class ChannelInputs {
    /** Number of inputs, the constant one included. */
    static final int COUNT = 10;

    private static final double LARGEST = 4;

    private final int channels;
    private final double[][] inputs;
    private int next = 1;

    private ChannelInputs(int channels) {
        this.channels = channels;
        this.inputs = new double[channels][COUNT];
        for (double[] row : inputs) {
            row[0] = 1;
        }
    }

    /**
     * The inputs for the tensor at {@code index}, one row per channel: a one, then numbers of mean 0 and variance 1 (or
     * all 0 where something is missing).
     */
    static double[][] of(LayerGraph graph, int index) {
        TensorBuffer tensor = graph.existing(index);
        TensorRole role = tensor.spec().role();
        int channels = tensor.count();
        int matrix = graph.before(index, TensorRole.POINTWISE, channels);
        TensorBuffer producer = graph.tensor(matrix);
        TensorBuffer consumer = graph.tensor(graph.consumer(index, channels));
        TensorBuffer after = graph.tensor(graph.kernelsAfter(index, channels));
        TensorBuffer bias = role == TensorRole.CONVOLUTION_BIAS
                ? null
                : graph.tensor(graph.before(index, TensorRole.CONVOLUTION_BIAS, channels));
        TensorBuffer scale = role == TensorRole.NORM_BIAS
                ? graph.tensor(graph.before(index, TensorRole.NORM_WEIGHT, channels))
                : null;
        ChannelInputs all = new ChannelInputs(channels);
        all.add(bias == null ? null : bias.values);
        all.add(scale == null ? null : scale.values);
        all.addProducer(graph, matrix, producer);
        double[] column = consumer == null ? null : columnSums(consumer, consumer.values, channels);
        double[] kernel = after == null ? null : rowSums(after, channels);
        all.add(consumer == null ? null : roots(columnSums(consumer, squares(consumer), channels)));
        all.add(kernel == null ? null : Arrays.stream(kernel).map(Math::abs).toArray());
        all.add(kernel == null || column == null ? null : product(kernel, column));
        return all.inputs;
    }

    /**
     * What makes the channel: its row's size and sum, and the row times the means that the kernels before it let
     * through.
     */
    private void addProducer(LayerGraph graph, int matrix, @Nullable TensorBuffer producer) {
        if (producer == null) {
            next += 4;
            return;
        }
        int columns = producer.columns();
        TensorBuffer before = graph.tensor(graph.before(matrix, TensorRole.DEPTHWISE, columns));
        TensorBuffer shift = graph.tensor(graph.before(matrix, TensorRole.NORM_BIAS, columns));
        double[] kernels = before == null ? null : rowSums(before, columns);
        add(roots(rowSums(producer, squares(producer), channels)));
        add(rowSums(producer, channels));
        add(kernels == null ? null : times(producer, kernels, channels));
        add(kernels == null || shift == null ? null : times(producer, product(kernels, shift.values), channels));
    }

    /** Adds an input, made to have mean 0 and variance 1. */
    private void add(double @Nullable [] values) {
        int column = next++;
        if (values == null) {
            return;
        }
        double mean = 0;
        for (double value : values) {
            mean += value / channels;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / channels;
        }
        if (!(variance > 1e-24)) {
            return;
        }
        double factor = 1 / Math.sqrt(variance);
        for (int i = 0; i < channels; i++) {
            inputs[i][column] = Math.max(-LARGEST, Math.min(LARGEST, (values[i] - mean) * factor));
        }
    }

    private static double[] rowSums(TensorBuffer tensor, int rows) {
        return rowSums(tensor, tensor.values, rows);
    }

    private static double[] rowSums(TensorBuffer tensor, double[] numbers, int rows) {
        double[] sums = new double[rows];
        int columns = tensor.columns();
        for (int i = 0; i < rows * columns; i++) {
            sums[i / columns] += numbers[i];
        }
        return sums;
    }

    private static double[] columnSums(TensorBuffer tensor, double[] numbers, int columns) {
        double[] sums = new double[columns];
        for (int row = 0; row < tensor.rows(); row++) {
            for (int j = 0; j < columns; j++) {
                sums[j] += numbers[row * tensor.columns() + j];
            }
        }
        return sums;
    }

    private static double[] times(TensorBuffer matrix, double[] vector, int rows) {
        int columns = matrix.columns();
        double[] products = new double[rows * columns];
        Arrays.setAll(products, i -> matrix.values[i] * vector[i % columns]);
        return rowSums(matrix, products, rows);
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        Arrays.setAll(product, i -> a[i] * b[i]);
        return product;
    }

    private static double[] squares(TensorBuffer tensor) {
        return product(tensor.values, tensor.values);
    }

    private static double[] roots(double[] squares) {
        return Arrays.stream(squares).map(Math::sqrt).toArray();
    }
}
