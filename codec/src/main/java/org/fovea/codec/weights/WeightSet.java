package org.fovea.codec.weights;

import java.util.List;

/**
 * All tensors of a renderer.
 *
 * @param tensors in the order of the renderer family's list
 */
public record WeightSet(List<QuantisedTensor> tensors) {
    public WeightSet {
        tensors = List.copyOf(tensors);
    }

    /** Number of weights. */
    public long count() {
        return tensors.stream().mapToLong(QuantisedTensor::count).sum();
    }

    /** Bytes of all stored numbers, packed to whole bits but not compressed. */
    public long rawBytes() {
        return tensors.stream().mapToLong(QuantisedTensor::rawBytes).sum();
    }
}
