package org.fovea.render.network;

import org.fovea.render.RendererWeights;
import org.fovea.render.kernel.ScalarMath;

/**
 * The small dense layers: pose to condition to FiLM. Sums begin with the bias and go over the inputs in order, in float
 * with fused multiply-add.
 */
final class Conditioning {
    private final float[] firstWeight;
    private final float[] firstBias;
    private final float[] secondWeight;
    private final float[] secondBias;
    private final float[] filmWeight;
    private final float[] filmBias;

    Conditioning(RendererWeights weights, String film) {
        firstWeight = weights.values("pose_mlp.0.weight");
        firstBias = weights.values("pose_mlp.0.bias");
        secondWeight = weights.values("pose_mlp.2.weight");
        secondBias = weights.values("pose_mlp.2.bias");
        filmWeight = weights.values(film + ".weight");
        filmBias = weights.values(film + ".bias");
    }

    /** Gains of all channels, then offsets. */
    float[] film(float[] pose) {
        float[] hidden = dense(firstWeight, firstBias, pose);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = ScalarMath.silu(hidden[i]);
        }
        float[] condition = dense(secondWeight, secondBias, hidden);
        return dense(filmWeight, filmBias, condition);
    }

    private static float[] dense(float[] weight, float[] bias, float[] input) {
        float[] output = bias.clone();
        for (int row = 0; row < output.length; row++) {
            float sum = bias[row];
            for (int column = 0; column < input.length; column++) {
                sum = ScalarMath.fma(input[column], weight[row * input.length + column], sum);
            }
            output[row] = sum;
        }
        return output;
    }
}
