package org.fovea.app.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fovea.app.conformance.PlainTensor.Role;

/** Which tensors belong together, and what they say about biases and norms: docs/weight-operations.md §2 and §7. */
final class PlainChannels {
    private final List<PlainTensor> tensors;
    private final Map<String, PlainRegression> regressions = new HashMap<>();

    PlainChannels(List<PlainTensor> tensors) {
        this.tensors = tensors;
    }

    PlainTensor tensor(int index) {
        return index < 0 ? null : tensors.get(index);
    }

    int before(int index, Role role, int rows) {
        for (int i = index - 1; i >= 0; i--) {
            if (tensors.get(i).role == role && tensors.get(i).rows == rows) {
                return i;
            }
        }
        return -1;
    }

    int consumer(int index, int channels) {
        for (int i = index + 1; i < tensors.size(); i++) {
            PlainTensor tensor = tensors.get(i);
            if ((tensor.role == Role.POINTWISE || tensor.role == Role.HEAD_WEIGHT) && tensor.columns >= channels) {
                return i;
            }
        }
        return -1;
    }

    int kernelsAfter(int index, int channels) {
        for (int i = index + 1; i < tensors.size(); i++) {
            if (tensors.get(i).role == Role.DEPTHWISE && tensors.get(i).rows >= channels) {
                return i;
            }
        }
        return -1;
    }

    PlainWeights.Predictor predictor(int index, double unit) {
        PlainTensor tensor = tensors.get(index);
        double[][] inputs = inputs(index);
        double centre = tensor.role == Role.NORM_WEIGHT ? unit : 0;
        String[] parts = tensor.name.split("\\.", -1);
        int back = tensor.role == Role.CONVOLUTION_BIAS ? 3 : 2;
        String[] groups = {"", parts[0], parts[Math.max(0, parts.length - back)]};
        PlainRegression[] sources = new PlainRegression[6];
        for (int source = 0; source < 6; source++) {
            sources[source] = regressions.computeIfAbsent(
                    tensor.role + " " + source + " " + groups[source / 2], key -> new PlainRegression(10, 0.1));
            if (source % 2 == 1) {
                sources[source].loosen(0.5);
            }
        }
        return new PlainWeights.Predictor() {
            @Override
            public double[] predict(int i) {
                double[] guesses = new double[6];
                for (int source = 0; source < 6; source++) {
                    guesses[source] = centre + unit * sources[source].predict(inputs[i]);
                }
                return guesses;
            }

            @Override
            public void learn(int i, double value) {
                double target = Math.max(-4, Math.min(4, (value - centre) / unit));
                for (PlainRegression source : sources) {
                    source.learn(inputs[i], target);
                }
            }
        };
    }

    private double[][] inputs(int index) {
        PlainTensor tensor = tensors.get(index);
        int channels = tensor.count;
        int matrix = before(index, Role.POINTWISE, channels);
        PlainTensor producer = tensor(matrix);
        PlainTensor consumer = tensor(consumer(index, channels));
        PlainTensor after = tensor(kernelsAfter(index, channels));
        PlainTensor bias =
                tensor.role == Role.CONVOLUTION_BIAS ? null : tensor(before(index, Role.CONVOLUTION_BIAS, channels));
        PlainTensor scale = tensor.role == Role.NORM_BIAS ? tensor(before(index, Role.NORM_WEIGHT, channels)) : null;
        double[][] all = new double[10][];
        all[1] = bias == null ? null : bias.values;
        all[2] = scale == null ? null : scale.values;
        if (producer != null) {
            PlainTensor kernels = tensor(before(matrix, Role.DEPTHWISE, producer.columns));
            PlainTensor shift = tensor(before(matrix, Role.NORM_BIAS, producer.columns));
            all[3] = rows(producer, channels, true);
            all[4] = rows(producer, channels, false);
            if (kernels != null) {
                double[] sums = rows(kernels, producer.columns, false);
                all[5] = times(producer, channels, sums);
                all[6] = shift == null ? null : times(producer, channels, product(sums, shift.values));
            }
        }
        all[7] = consumer == null ? null : columns(consumer, channels, true);
        if (after != null) {
            double[] sums = rows(after, channels, false);
            all[8] = new double[channels];
            for (int i = 0; i < channels; i++) {
                all[8][i] = Math.abs(sums[i]);
            }
            all[9] = consumer == null ? null : product(sums, columns(consumer, channels, false));
        }
        double[][] inputs = new double[channels][10];
        for (int i = 0; i < channels; i++) {
            inputs[i][0] = 1;
        }
        for (int input = 1; input < 10; input++) {
            if (all[input] != null) {
                standardise(inputs, input, all[input]);
            }
        }
        return inputs;
    }

    private static void standardise(double[][] inputs, int input, double... values) {
        int channels = inputs.length;
        double mean = 0;
        double variance = 0;
        for (double value : values) {
            mean += value / channels;
        }
        for (double value : values) {
            variance += (value - mean) * (value - mean) / channels;
        }
        if (variance > 1e-24) {
            double factor = 1 / Math.sqrt(variance);
            for (int i = 0; i < channels; i++) {
                inputs[i][input] = Math.max(-4, Math.min(4, (values[i] - mean) * factor));
            }
        }
    }

    /** For each of the first rows the sum of its weights, or the root of that of their squares. */
    private static double[] rows(PlainTensor tensor, int rows, boolean size) {
        double[] sums = new double[rows];
        for (int i = 0; i < rows * tensor.columns; i++) {
            double value = tensor.values[i];
            sums[i / tensor.columns] += size ? value * value : value;
        }
        return size ? roots(sums) : sums;
    }

    private static double[] columns(PlainTensor tensor, int columns, boolean size) {
        double[] sums = new double[columns];
        for (int row = 0; row < tensor.rows; row++) {
            for (int column = 0; column < columns; column++) {
                double value = tensor.values[row * tensor.columns + column];
                sums[column] += size ? value * value : value;
            }
        }
        return size ? roots(sums) : sums;
    }

    private static double[] times(PlainTensor matrix, int rows, double... vector) {
        double[] sums = new double[rows];
        for (int i = 0; i < rows * matrix.columns; i++) {
            sums[i / matrix.columns] += matrix.values[i] * vector[i % matrix.columns];
        }
        return sums;
    }

    private static double[] product(double[] a, double... b) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = a[i] * b[i];
        }
        return product;
    }

    private static double[] roots(double... sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.sqrt(sums[i]);
        }
        return sums;
    }
}
