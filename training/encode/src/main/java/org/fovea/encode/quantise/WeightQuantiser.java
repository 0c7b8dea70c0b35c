package org.fovea.encode.quantise;

import java.util.List;
import java.util.stream.IntStream;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightBase;

/**
 * Quantises all weights of a network. For training with quantisation (straight-through estimator, Bengio et al. 2013):
 * take the gradient at {@link #read}, and move the float weights by it.
 *
 * @param specs the tensors
 * @param formats one for each
 */
public record WeightQuantiser(List<TensorSpec> specs, List<NumberFormat> formats) {
    public WeightQuantiser {
        specs = List.copyOf(specs);
        formats = List.copyOf(formats);
        if (specs.size() != formats.size()) {
            throw new IllegalArgumentException(formats.size() + " formats for " + specs.size() + " tensors");
        }
    }

    /**
     * The same on ranges that stay those of these weights, see {@link NumberFormat.Held}; FP4, halves, and tensors of
     * which a range has no width follow their weights.
     *
     * @param weights one array for each tensor, row-major
     */
    public WeightQuantiser holding(float[][] weights) {
        return holding(quantise(weights), true);
    }

    /** The same on the ranges of a base. */
    WeightQuantiser on(WeightBase base) {
        return holding(List.copyOf(base.tensors()), false);
    }

    private WeightQuantiser holding(List<QuantisedTensor> now, boolean ends) {
        return new WeightQuantiser(
                specs,
                IntStream.range(0, now.size())
                        .mapToObj(i -> NumberFormat.Held.of(formats.get(i), now.get(i), ends))
                        .toList());
    }

    /**
     * The weights as an archive stores them.
     *
     * @param weights one array for each tensor, row-major
     * @throws IllegalArgumentException where sizes do not fit or a weight is not finite
     */
    public List<QuantisedTensor> quantise(float[][] weights) {
        if (weights.length != specs.size()) {
            throw new IllegalArgumentException(weights.length + " tensors, " + specs.size() + " expected");
        }
        return IntStream.range(0, weights.length)
                .mapToObj(i -> formats.get(i).quantise(specs.get(i), weights[i]))
                .toList();
    }

    /** The numbers that a decoder will compute with instead of these weights. */
    public float[][] read(float[][] weights) {
        return QuantisedTensor.dequantised(quantise(weights));
    }
}
