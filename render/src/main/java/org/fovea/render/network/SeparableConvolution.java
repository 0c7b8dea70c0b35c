package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;

import org.fovea.render.kernel.Kernels;

/** Weights of a depthwise 3×3 convolution (padding 1, no bias) followed by a pointwise one, channels padded with zeros to whole blocks. */
final class SeparableConvolution {
    private static final int TAPS = 9;

    final int inBlocks;
    final int outBlocks;

    /** [block][tap][channel of the block]. */
    final float[] depthwise;

    /** As {@link Kernels#packPointwise} gives it. */
    final float[] pointwise;

    final float[] bias;

    /**
     * @param depthwise [input][tap]
     * @param pointwise [output][input]
     * @param bias [output]
     * @param parts planes that the inputs come from, each padded to whole blocks by itself
     */
    SeparableConvolution(Kernels kernels, float[] depthwise, float[] pointwise, float[] bias, int parts) {
        int inputs = depthwise.length / TAPS;
        int perPart = inputs / parts;
        inBlocks = parts * blocks(perPart);
        outBlocks = blocks(bias.length);
        this.depthwise = new float[inBlocks * TAPS * BLOCK];
        int wide = inBlocks * BLOCK;
        float[] spread = new float[bias.length * wide];
        for (int input = 0; input < inputs; input++) {
            int place = input / perPart * blocks(perPart) * BLOCK + input % perPart;
            for (int tap = 0; tap < TAPS; tap++) {
                this.depthwise[(place / BLOCK * TAPS + tap) * BLOCK + place % BLOCK] = depthwise[input * TAPS + tap];
            }
            for (int output = 0; output < bias.length; output++) {
                spread[output * wide + place] = pointwise[output * inputs + input];
            }
        }
        this.pointwise = kernels.packPointwise(spread, bias.length, wide);
        this.bias = padded(bias);
    }

    static float[] padded(float[] values) {
        float[] whole = new float[blocks(values.length) * BLOCK];
        System.arraycopy(values, 0, whole, 0, values.length);
        return whole;
    }

    static int blocks(int channels) {
        return (channels + BLOCK - 1) / BLOCK;
    }
}
