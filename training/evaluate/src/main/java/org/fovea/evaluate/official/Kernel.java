package org.fovea.evaluate.official;

import java.util.Arrays;

/**
 * The weights of a convolution or of a linear layer in double, while batch norms and parallel branches are folded into
 * it. Immutable.
 *
 * @param outputs channels
 * @param inputs channels that each output sees, that is per group
 * @param size rows and columns; 1 for a linear layer
 * @param weight [outputs, inputs, size, size]
 * @param bias [outputs]
 */
@SuppressWarnings("ArrayRecordComponent") // private carrier of weights that is never compared
record Kernel(int outputs, int inputs, int size, double[] weight, double[] bias) {
    /** The convolution that changes nothing, for as many inputs as outputs. */
    static Kernel identity(int channels, int inputs) {
        double[] weight = new double[channels * inputs];
        for (int o = 0; o < channels; o++) {
            weight[o * inputs + o % inputs] = 1;
        }
        return new Kernel(channels, inputs, 1, weight, new double[channels]);
    }

    /** Followed by a batch norm, of as many channels as outputs or of one for all. */
    Kernel normed(float[] gain, float[] shift, float[] mean, float[] variance, double epsilon) {
        double[] factors = new double[outputs];
        double[] shifts = new double[outputs];
        for (int o = 0; o < outputs; o++) {
            int channel = o % gain.length;
            factors[o] = gain[channel] / Math.sqrt(variance[channel] + epsilon);
            shifts[o] = shift[channel] - mean[channel] * factors[o];
        }
        Kernel scaled = scaled(factors);
        for (int o = 0; o < outputs; o++) {
            shifts[o] += scaled.bias[o];
        }
        return new Kernel(outputs, inputs, size, scaled.weight, shifts);
    }

    Kernel scaled(double[] factors) {
        double[] scaledWeight = weight.clone();
        double[] scaledBias = bias.clone();
        int each = inputs * size * size;
        for (int o = 0; o < outputs; o++) {
            scaledBias[o] *= factors[o];
            for (int i = o * each; i < (o + 1) * each; i++) {
                scaledWeight[i] *= factors[o];
            }
        }
        return new Kernel(outputs, inputs, size, scaledWeight, scaledBias);
    }

    /** The sum of two that run beside each other; the smaller one is put into the middle of the larger one. */
    Kernel plus(Kernel other) {
        if (outputs != other.outputs || inputs != other.inputs) {
            throw new IllegalArgumentException(outputs + "×" + inputs + " and " + other.outputs + "×" + other.inputs);
        }
        if (other.size > size) {
            return other.plus(this);
        }
        double[] sum = weight.clone();
        int margin = (size - other.size) / 2;
        for (int plane = 0; plane < outputs * inputs; plane++) {
            for (int i = 0; i < other.size * other.size; i++) {
                int row = margin + i / other.size;
                int column = margin + i % other.size;
                sum[(plane * size + row) * size + column] += other.weight[plane * other.size * other.size + i];
            }
        }
        double[] biases = bias.clone();
        for (int o = 0; o < outputs; o++) {
            biases[o] += other.bias[o];
        }
        return new Kernel(outputs, inputs, size, sum, biases);
    }

    /** The part that looks at the inputs {@code from} to {@code to - 1}; the bias goes along. */
    Kernel withInputs(int from, int to) {
        int plane = size * size;
        double[] part = new double[outputs * (to - from) * plane];
        for (int o = 0; o < outputs; o++) {
            System.arraycopy(weight, (o * inputs + from) * plane, part, o * (to - from) * plane, (to - from) * plane);
        }
        return new Kernel(outputs, to - from, size, part, bias);
    }

    Kernel withoutBias() {
        return new Kernel(outputs, inputs, size, weight, new double[outputs]);
    }

    /**
     * What a 3×3 convolution does to a picture that was doubled by repeating pixels, as 2×2 convolutions of the
     * picture: first all outputs for the places (row, column) = (0,0) of each block, then those for (0,1), (1,0),
     * (1,1).
     */
    Kernel doubling() {
        if (size != 3) {
            throw new IllegalArgumentException("a kernel of size " + size);
        }
        double[] sums = new double[4 * outputs * inputs * 4];
        double[] biases = new double[4 * outputs];
        for (int place = 0; place < 4; place++) {
            System.arraycopy(bias, 0, biases, place * outputs, outputs);
            for (int plane = 0; plane < outputs * inputs; plane++) {
                for (int i = 0; i < 9; i++) {
                    // Row i / 3 of the kernel meets row 0 or 1 of the picture's two, depending on the place's row;
                    // columns likewise.
                    int row = (i / 3 + 1 + (place >> 1)) / 2 - (place >> 1);
                    int column = (i % 3 + 1 + (place & 1)) / 2 - (place & 1);
                    sums[(place * outputs * inputs + plane) * 4 + 2 * row + column] += weight[plane * 9 + i];
                }
            }
        }
        return new Kernel(4 * outputs, inputs, 2, sums, biases);
    }

    Kernel negated() {
        double[] minus = new double[outputs];
        Arrays.fill(minus, -1);
        return scaled(minus);
    }

    static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    static float[] floats(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }
}
