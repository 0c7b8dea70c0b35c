package org.fovea.render.dense;

import static org.fovea.render.dense.DenseKernel.GROUP;
import static org.fovea.render.dense.DenseKernel.PITCH;
import static org.fovea.render.dense.DenseKernel.SIDE;
import static org.fovea.render.dense.DenseKernel.TILE;

import java.util.Arrays;

/** A dense 3×3 convolution, row by row; its weights lie in the order in which the kernel reads them. */
public final class DenseLayer {
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
    public DenseLayer(DenseKernel kernel, int inputs, int outputs, int dilation, float[] weights, float[] bias) {
        this.kernel = kernel;
        this.inputs = inputs;
        this.outputs = outputs;
        this.dilation = dilation;
        this.weights = pack(kernel, inputs, outputs, weights);
        this.bias = Arrays.copyOf(bias, padded(outputs));
    }

    /** Outputs with those that fill up the last group. */
    public static int padded(int outputs) {
        return (outputs + GROUP - 1) / GROUP * GROUP;
    }

    /** [group][kernel row][kernel column][input][output of the group]. */
    private static float[] pack(DenseKernel kernel, int inputs, int outputs, float[] weights) {
        float[] packed = new float[padded(outputs) * inputs * SIDE * SIDE];
        int to = 0;
        for (int first = 0; first < outputs; first += GROUP) {
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                for (int input = 0; input < inputs; input++) {
                    for (int output = first; output < first + GROUP; output++) {
                        packed[to++] = output < outputs ? weights[(output * inputs + input) * SIDE * SIDE + tap] : 0f;
                    }
                }
            }
        }
        return packed;
    }

    /** Numbers that a layer takes. */
    public static long size(int inputs, int outputs) {
        return (long) padded(outputs) * (inputs * SIDE * SIDE + 1);
    }

    public int dilation() {
        return dilation;
    }

    /** Numbers of sums that layers of up to {@code channels} outputs need. */
    public static int sums(int channels) {
        return padded(channels) * TILE;
    }

    /**
     * Makes sums for the pixels from {@code x}, the first of a tile, on.
     *
     * @param sums receives [output][TILE]
     */
    public void sum(RowRing from, int y, int x, int pixels, float[] sums) {
        for (int output = 0; output < outputs; output++) {
            Arrays.fill(sums, output * TILE, (output + 1) * TILE, bias[output]);
        }
        int perOutput = SIDE * inputs;
        for (int kernelRow = 0; kernelRow < SIDE; kernelRow++) {
            int row = y + (kernelRow - 1) * dilation;
            if (!from.has(row)) {
                // Nothing but zeros, which at most change the sign of a zero and so never show.
                continue;
            }
            float[] in = from.row(row);
            int inAt = from.at(x) - dilation;
            for (int first = 0; first < outputs; first += GROUP) {
                int at = first * SIDE * perOutput + kernelRow * perOutput * GROUP;
                kernel.accumulate(in, inAt, inputs, dilation, weights, at, sums, first * TILE, pixels);
            }
        }
    }

    /**
     * Makes row {@code y} of the next layer's input.
     *
     * @param rectified whether negative sums become zero; else sums stay as they are
     * @return whether all sums are finite; true where they stay as they are
     */
    public boolean row(RowRing from, int y, int width, RowRing to, float[] sums, boolean rectified) {
        float[] out = to.row(y);
        boolean finite = true;
        for (int x = 0; x < width; x += TILE) {
            int pixels = Math.min(TILE, width - x);
            sum(from, y, x, pixels, sums);
            int at = to.at(x);
            for (int output = 0; output < outputs; output++) {
                if (rectified) {
                    finite &= kernel.rectify(sums, output * TILE, out, at + output * PITCH, pixels);
                } else {
                    System.arraycopy(sums, output * TILE, out, at + output * PITCH, pixels);
                }
            }
            to.share(out, x);
        }
        return finite;
    }

    /** Makes row {@code y} of the last layer's result, [output][width]. */
    public void result(RowRing from, int y, int width, float[] out, float[] sums) {
        for (int x = 0; x < width; x += TILE) {
            int pixels = Math.min(TILE, width - x);
            sum(from, y, x, pixels, sums);
            for (int output = 0; output < outputs; output++) {
                System.arraycopy(sums, output * TILE, out, output * width + x, pixels);
            }
        }
    }
}
