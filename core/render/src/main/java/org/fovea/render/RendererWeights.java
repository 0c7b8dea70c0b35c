package org.fovea.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;

/** The float32 weights that a renderer computes with, by tensor name. All are finite. */
public final class RendererWeights {
    private record Tensor(List<Integer> shape, float[] values) {}

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    public static RendererWeights of(WeightSet set) {
        RendererWeights weights = new RendererWeights();
        for (QuantisedTensor tensor : set.tensors()) {
            weights.add(tensor.name(), tensor.shape(), tensor.dequantise());
        }
        return weights;
    }

    /**
     * Adds a tensor.
     *
     * @param shape dimensions, outermost first
     * @param values row-major, as many as the shape says
     * @throws IllegalArgumentException where name or size do not fit or a value is not finite
     */
    public RendererWeights add(String name, List<Integer> shape, float[] values) {
        if (values.length != QuantisedTensor.count(shape)) {
            throw new IllegalArgumentException(
                    "tensor " + name + " of shape " + shape + " has " + values.length + " values");
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("tensor " + name + " has a value that is not finite");
            }
        }
        if (tensors.putIfAbsent(name, new Tensor(List.copyOf(shape), values.clone())) != null) {
            throw new IllegalArgumentException("tensor " + name + " is given twice");
        }
        return this;
    }

    /**
     * The values of a tensor, row-major.
     *
     * @throws IllegalArgumentException where there is none of this name
     */
    public float[] values(String name) {
        return tensor(name).values.clone();
    }

    /**
     * Checks that all tensors of a renderer family are there in the right shape.
     *
     * @throws IllegalArgumentException where one is not
     */
    public void check(List<TensorSpec> expected) {
        for (TensorSpec spec : expected) {
            List<Integer> shape = tensor(spec.name()).shape;
            if (!shape.equals(spec.shape())) {
                throw new IllegalArgumentException(
                        "tensor " + spec.name() + " has shape " + shape + ", not " + spec.shape());
            }
        }
    }

    private Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the renderer's weights lack tensor " + name);
        }
        return tensor;
    }
}
