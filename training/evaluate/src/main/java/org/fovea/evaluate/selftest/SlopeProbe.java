package org.fovea.evaluate.selftest;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Measures how fast a distortion rises in a direction, by central differences, beside what the gradient says.
 *
 * <p>Networks compute in float32 and bend at every ReLU, so that a small step drowns in rounding and a large one leaves
 * the straight part. The probe therefore tries steps from small to large and believes the one that agrees best with
 * both its neighbours; the gradient has no part in that choice. Steps are the differences of the float pixels that were
 * really used, so that rounding a pixel does not matter.
 */
final class SlopeProbe {
    private final PixelFunction function;
    private final Tensor pixels;
    private final Tensor gradient;

    /**
     * A slope in a direction, per unit step.
     *
     * @param measured by central differences
     * @param predicted by the gradient
     * @param doubt larger difference between the measured value and those of the neighbouring steps
     */
    record Slope(double measured, double predicted, double doubt) {}

    /** @param gradient of the distortion at {@code pixels} */
    SlopeProbe(PixelFunction function, Tensor pixels, Tensor gradient) {
        this.function = function;
        this.pixels = pixels;
        this.gradient = gradient;
    }

    /**
     * @param direction of the pixels' shape
     * @param steps factors on it from small to large, at least 3
     */
    Slope slope(Tensor direction, double... steps) {
        double[] measured = new double[steps.length];
        double[] predicted = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard()) {
                Tensor step = direction.mul(new Scalar((float) steps[i]));
                Tensor above = pixels.add(step);
                Tensor below = pixels.sub(step);
                measured[i] = (value(above) - value(below)) / (2 * steps[i]);
                predicted[i] = dot(gradient, above.to(torch.ScalarType.Double).sub(below.to(torch.ScalarType.Double)))
                        / (2 * steps[i]);
            }
        }
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i + 1 < steps.length; i++) {
            double doubt = Math.max(Math.abs(measured[i - 1] - measured[i]), Math.abs(measured[i] - measured[i + 1]));
            if (doubt < least) {
                least = doubt;
                best = i;
            }
        }
        return new Slope(measured[best], predicted[best], least);
    }

    private double value(Tensor at) {
        try (PointerScope scope = new PointerScope()) {
            return function.distortion(function.prepared(at)).item_double();
        }
    }

    /** Scalar product in double. */
    static double dot(Tensor a, Tensor b) {
        return a.to(torch.ScalarType.Double)
                .mul(b.to(torch.ScalarType.Double))
                .sum()
                .item_double();
    }
}
