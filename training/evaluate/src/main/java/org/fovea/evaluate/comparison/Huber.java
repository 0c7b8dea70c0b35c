package org.fovea.evaluate.comparison;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Mean of Huber's loss (P. J. Huber, Robust estimation of a location parameter, 1964): squared for small differences,
 * in proportion for large ones.
 *
 * @param delta where the one becomes the other, more than 0, in the output's unit
 */
public record Huber(double delta) implements Comparison {
    @Override
    public String label() {
        return "huber";
    }

    @Override
    public String unit() {
        return "square of the output's unit";
    }

    @Override
    public List<String> settings() {
        return List.of("delta=" + delta);
    }

    @Override
    public double value(float[] original, float[] candidate) {
        double sum = 0;
        for (int i = 0; i < original.length; i++) {
            double size = Math.abs((double) candidate[i] - original[i]);
            sum += size <= delta ? size * size / 2 : delta * (size - delta / 2);
        }
        return sum / original.length;
    }

    @Override
    public Tensor loss(Tensor original, Tensor candidate) {
        Tensor size = candidate.sub(original).abs();
        // With m = min(|d|, δ), both halves are m·(|d| − m/2).
        Tensor small = size.clamp_max(new Scalar(delta));
        return small.mul(size.sub(small.mul(new Scalar(0.5)))).mean();
    }
}
