package org.fovea.render.restore;

import static org.fovea.render.restore.DenseKernel.PITCH;
import static org.fovea.render.restore.DenseKernel.REACH;
import static org.fovea.render.restore.DenseKernel.SIDE;
import static org.fovea.render.restore.DenseKernel.TILE;

import java.util.Arrays;

/** A dense 3×3 convolution, row by row; its weights lie in the order in which the kernel reads them. */
final class DenseLayer {
    private final DenseKernel kernel;
    private final int inputs;
    private final int outputs;
    private final int dilation;
    private final float[] weights;
    private final float[] bias;

    /**
     * A layer.
     *
     * @param weights [outputs, inputs, 3, 3]
     * @param bias [outputs]
     */
    DenseLayer(DenseKernel kernel, int inputs, int outputs, int dilation, float[] weights, float[] bias) {
        this.kernel = kernel;
        this.inputs = inputs;
        this.outputs = outputs;
        this.dilation = dilation;
        this.weights = pack(kernel, inputs, outputs, weights);
        this.bias = Arrays.copyOf(bias, padded(outputs));
    }

    /** Outputs with those that fill up the last group. */
    static int padded(int outputs) {
        return (outputs + 3) / 4 * 4 + 4;
    }

    /** [group][kernel row][kernel column][input][output of the group]. */
    private static float[] pack(DenseKernel kernel, int inputs, int outputs, float[] weights) {
        float[] packed = new float[padded(outputs) * inputs * SIDE * SIDE];
        int to = 0;
        for (int first = 0, group; first < outputs; first += group) {
            group = kernel.group(outputs - first);
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                for (int input = 0; input < inputs; input++) {
                    for (int output = first; output < first + group; output++) {
                        packed[to++] = output < outputs ? weights[(output * inputs + input) * SIDE * SIDE + tap] : 0f;
                    }
                }
            }
        }
        return packed;
    }

    /** Numbers that a layer takes. */
    static long size(int inputs, int outputs) {
        return (long) padded(outputs) * (inputs * SIDE * SIDE + 1);
    }

    int dilation() {
        return dilation;
    }

    /** Working memory of one thread for layers of up to {@code channels} channels. */
    static final class Scratch {
        private final float[] tile;
        private final float[] sums;

        Scratch(int channels) {
            tile = new float[channels * PITCH];
            sums = new float[padded(channels) * TILE];
        }

        static long size(int channels) {
            return (long) channels * PITCH + (long) padded(channels) * TILE;
        }
    }

    /**
     * Makes row {@code y}.
     *
     * @param out [output][pitch], of the pitch of {@code from}
     * @param last whether sums stay as they are, instead of becoming zero where they are negative
     */
    void row(RowRing from, int y, int width, float[] out, boolean last, Scratch scratch) {
        for (int x = 0; x < width; x += TILE) {
            int pixels = Math.min(TILE, width - x);
            sum(from, y, x, pixels, scratch);
            boolean finite = true;
            for (int output = 0; output < outputs; output++) {
                int to = output * from.pitch() + REACH + x;
                if (last) {
                    System.arraycopy(scratch.sums, output * TILE, out, to, pixels);
                } else {
                    finite &= kernel.rectify(scratch.sums, output * TILE, out, to, pixels);
                }
            }
            if (!finite) {
                throw PostFilter.notFinite();
            }
        }
    }

    private void sum(RowRing from, int y, int x, int pixels, Scratch scratch) {
        for (int output = 0; output < bias.length; output++) {
            Arrays.fill(scratch.sums, output * TILE, (output + 1) * TILE, bias[output]);
        }
        for (int kernelRow = 0; kernelRow < SIDE; kernelRow++) {
            float[] row = from.row(y + (kernelRow - 1) * dilation);
            kernel.load(row, REACH + x - dilation, from.pitch(), inputs, TILE + 2 * dilation, scratch.tile);
            int perOutput = SIDE * inputs;
            for (int first = 0, group; first < outputs; first += group) {
                group = kernel.group(outputs - first);
                int at = first * SIDE * perOutput + kernelRow * perOutput * group;
                kernel.accumulate(
                        scratch.tile, inputs, dilation, weights, at, group, scratch.sums, first * TILE, pixels);
            }
        }
    }
}
