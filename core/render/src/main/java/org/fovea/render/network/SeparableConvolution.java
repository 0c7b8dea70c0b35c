package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;

import java.util.Arrays;
import org.fovea.render.kernel.Kernels;

/**
 * Weights of a depthwise 3×3 convolution (padding 1, no bias) followed by a pointwise one, channels padded with zeros
 * to whole blocks.
 */
final class SeparableConvolution {
    private static final int TAPS = 9;

    final int inBlocks;
    final int outputs;
    final float[] parameters;

    /** Where [block][tap][channel of the block] begin. */
    final int depthwiseAt;

    /** Where the weights begin that {@link Kernels#packPointwise} gave. */
    final int pointwiseAt;

    /** Where the biases begin, padded to whole blocks. */
    final int biasAt;

    /**
     * @param depthwise [input][tap]
     * @param pointwise [output][input]
     * @param bias [output]
     * @param parts planes that the inputs come from, each padded to whole blocks by itself
     */
    SeparableConvolution(
            Kernels kernels, Parameters memory, float[] depthwise, float[] pointwise, float[] bias, int parts) {
        int inputs = depthwise.length / TAPS;
        int perPart = inputs / parts;
        inBlocks = parts * blocks(perPart);
        outputs = bias.length;
        float[] deep = new float[inBlocks * TAPS * BLOCK];
        int wide = inBlocks * BLOCK;
        float[] spread = new float[outputs * wide];
        for (int input = 0; input < inputs; input++) {
            int place = input / perPart * blocks(perPart) * BLOCK + input % perPart;
            for (int tap = 0; tap < TAPS; tap++) {
                deep[(place / BLOCK * TAPS + tap) * BLOCK + place % BLOCK] = depthwise[input * TAPS + tap];
            }
            for (int output = 0; output < outputs; output++) {
                spread[output * wide + place] = pointwise[output * inputs + input];
            }
        }
        parameters = memory.array();
        depthwiseAt = memory.put(deep);
        pointwiseAt = memory.put(kernels.packPointwise(spread, outputs, wide));
        biasAt = memory.put(Arrays.copyOf(bias, blocks(outputs) * BLOCK));
    }

    int outBlocks() {
        return blocks(outputs);
    }

    static int blocks(int channels) {
        return (channels + BLOCK - 1) / BLOCK;
    }
}
