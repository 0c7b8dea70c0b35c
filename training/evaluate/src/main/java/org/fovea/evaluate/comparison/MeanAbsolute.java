package org.fovea.evaluate.comparison;

import org.bytedeco.pytorch.Tensor;

/** Mean of the absolute differences: a few large errors count less than with {@link MeanSquared}. */
public record MeanAbsolute() implements Comparison {
    @Override
    public String label() {
        return "mean-absolute";
    }

    @Override
    public String unit() {
        return "the output's unit";
    }

    @Override
    public double value(float[] original, float[] candidate) {
        double sum = 0;
        for (int i = 0; i < original.length; i++) {
            sum += Math.abs((double) candidate[i] - original[i]);
        }
        return sum / original.length;
    }

    @Override
    public Tensor loss(Tensor original, Tensor candidate) {
        return candidate.sub(original).abs().mean();
    }
}
