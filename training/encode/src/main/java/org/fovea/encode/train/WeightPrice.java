package org.fovea.encode.train;

import java.util.List;
import org.fovea.codec.family.TensorSpec;

/**
 * What the bytes of weights cost, as a slope for the training. A coder that learns the spread of a tensor's codes, as
 * if they were Laplace distributed with mean magnitude b, spends n · log₂(2e · b / step) bits on n of them; so a weight
 * that grows in magnitude by d costs d / (b · ln 2) bits more. Biases cost little and are left alone.
 */
final class WeightPrice {
    private static final int BITS = 8;

    private final List<TensorSpec> tensors;
    private final double pointsPerBit;

    /**
     * A price.
     *
     * @param pointsPerByte points of the score that a byte costs, times how much that counts
     */
    WeightPrice(List<TensorSpec> tensors, double pointsPerByte) {
        this.tensors = List.copyOf(tensors);
        pointsPerBit = pointsPerByte / BITS;
    }

    /** Adds the slopes of the price to a gradient. */
    void addTo(float[][] gradient, float[][] weights) {
        if (pointsPerBit == 0) {
            return;
        }
        for (int i = 0; i < tensors.size(); i++) {
            if (tensors.get(i).shape().size() > 1) {
                add(gradient[i], weights[i]);
            }
        }
    }

    private void add(float[] gradient, float[] weights) {
        double magnitude = 0;
        for (float weight : weights) {
            magnitude += Math.abs(weight);
        }
        if (magnitude == 0) {
            return;
        }
        double slope = pointsPerBit * weights.length / (magnitude * Math.log(2));
        for (int i = 0; i < weights.length; i++) {
            gradient[i] += (float) (slope * Math.signum(weights[i]));
        }
    }
}
