package org.fovea.encode.train;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightBase;

/**
 * What the bytes of weights cost, as a slope for the training. A coder that learns the spread of a tensor's codes, as
 * if they were Laplace distributed with mean magnitude b, spends n · log₂(2e · b / step) bits on n of them; so a weight
 * that grows in magnitude by d costs d / (b · ln 2) bits more. Biases cost little and are left alone. Of weights with a
 * base the differences cost, n · log₂(1 + 2e · b / step), which is 0 where there are none.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WeightPrice(List<TensorSpec> tensors, Optional<WeightBase> base, float[][] from, double pointsPerBit) {
    private static final int BITS = 8;

    /** @param pointsPerByte points of the score that a byte costs, times how much that counts */
    WeightPrice(List<TensorSpec> tensors, Optional<WeightBase> base, double pointsPerByte) {
        this(
                tensors,
                base,
                base.map(known -> QuantisedTensor.dequantised(List.copyOf(known.tensors())))
                        .orElseGet(() -> new float[0][]),
                pointsPerByte / BITS);
    }

    /**
     * Adds the slopes of the price to a gradient.
     *
     * @param weights that are trained
     * @param seen what a decoder sees of them
     */
    void addTo(float[][] gradient, float[][] weights, float[][] seen) {
        if (pointsPerBit == 0) {
            return;
        }
        for (int i = 0; i < tensors.size(); i++) {
            if (base.isPresent()) {
                addDifferences(
                        gradient[i],
                        weights[i],
                        seen[i],
                        from[i],
                        base.get().tensors().get(i));
            } else if (tensors.get(i).shape().size() > 1) {
                add(gradient[i], seen[i]);
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

    /** Also within half a step, where nothing is coded: a weight that no pair needs elsewhere comes back. */
    private void addDifferences(float[] gradient, float[] weights, float[] seen, float[] from, CodedTensor tensor) {
        int perRange = weights.length / tensor.steps().length;
        double steps = 0;
        for (int i = 0; i < weights.length; i++) {
            steps += Math.abs(seen[i] - from[i]) / step(tensor, i / perRange);
        }
        double mean = steps / weights.length;
        double slope = pointsPerBit * 2 * Math.E / (Math.log(2) * (1 + 2 * Math.E * mean));
        for (int i = 0; i < weights.length; i++) {
            gradient[i] += (float) (slope / step(tensor, i / perRange) * Math.signum(weights[i] - from[i]));
        }
    }

    private static double step(CodedTensor tensor, int range) {
        return Math.max(1e-8, Float.float16ToFloat(tensor.steps()[range]));
    }
}
