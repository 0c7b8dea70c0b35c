package org.fovea.encode.quantise;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.QuantisedTensor;

/**
 * Quantisation inside of training: forward the network sees exactly the numbers that the decoder will read, backward the gradient passes to the float weights as if nothing
 * had happened (straight-through estimator, Bengio et al. 2013).
 */
public final class StraightThrough {
    private final List<TensorSpec> specs;
    private final List<NumberFormat> formats;

    /**
     * A quantiser for a network.
     *
     * @param formats one per tensor
     */
    public StraightThrough(List<TensorSpec> specs, List<? extends NumberFormat> formats) {
        if (specs.size() != formats.size()) {
            throw new IllegalArgumentException(formats.size() + " formats for " + specs.size() + " tensors");
        }
        this.specs = List.copyOf(specs);
        this.formats = List.copyOf(formats);
    }

    /**
     * Quantised weights for a forward pass.
     *
     * @param weights float, contiguous, on the CPU, one per spec
     * @return tensors of the calling scope whose values are exactly those of {@link #quantise}
     */
    public List<Tensor> apply(List<Tensor> weights) {
        List<Tensor> result = new ArrayList<>(weights.size());
        for (int i = 0; i < weights.size(); i++) {
            Tensor weight = weights.get(i);
            float[] quantised =
                    formats.get(i).quantise(specs.get(i), values(weight)).dequantise();
            // 0 where the format is exact, so that what the decoder reads is not rounded again, as in w + (q - w).
            Tensor zero = weight.sub(weight.detach());
            result.add(zero.add_(tensor(quantised, specs.get(i).shape())));
        }
        return result;
    }

    /** The weights as an archive stores them. */
    public List<QuantisedTensor> quantise(List<Tensor> weights) {
        List<QuantisedTensor> result = new ArrayList<>(weights.size());
        for (int i = 0; i < weights.size(); i++) {
            result.add(formats.get(i).quantise(specs.get(i), values(weights.get(i))));
        }
        return result;
    }

    /** The numbers of a float tensor that is contiguous and on the CPU. */
    public static float[] values(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        try (FloatPointer data = tensor.data_ptr_float()) {
            data.get(values);
        }
        return values;
    }

    private static Tensor tensor(float[] values, List<Integer> shape) {
        return Tensor.create(
                values, shape.stream().mapToLong(Integer::longValue).toArray());
    }
}
