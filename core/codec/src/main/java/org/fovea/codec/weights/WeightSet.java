package org.fovea.codec.weights;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All tensors of a renderer. Two sets are equal when their tensors are.
 *
 * @param tensors in the order of the renderer family's list
 * @param seed what {@link Initialisation} sampled the weights from before they were trained, if that is known; only the
 *     weights' size in an archive depends on it
 * @param base weights that other clips share, from which these were trained, if there are any; the same holds
 */
public record WeightSet(List<QuantisedTensor> tensors, OptionalLong seed, Optional<WeightBase> base) {
    public WeightSet {
        tensors = List.copyOf(tensors);
        if (seed.isPresent() && (seed.getAsLong() < 0 || seed.getAsLong() > Initialisation.MAX_SEED)) {
            throw new IllegalArgumentException("seed " + seed.getAsLong() + " is not in 0..2^32-1");
        }
    }

    /** Weights whose initial values are not known. */
    public WeightSet(List<QuantisedTensor> tensors) {
        this(tensors, OptionalLong.empty());
    }

    public WeightSet(List<QuantisedTensor> tensors, OptionalLong seed) {
        this(tensors, seed, Optional.empty());
    }

    public WeightSet on(WeightBase other) {
        return new WeightSet(tensors, seed, Optional.of(other));
    }

    public WeightSet alone() {
        return new WeightSet(tensors, seed);
    }

    /** Other tensors of the same origin. */
    public WeightSet with(List<QuantisedTensor> others) {
        return new WeightSet(others, seed, base);
    }

    public long count() {
        return tensors.stream().mapToLong(QuantisedTensor::count).sum();
    }

    /** Bytes of all stored numbers, packed to whole bits but not compressed. */
    public long rawBytes() {
        return tensors.stream().mapToLong(QuantisedTensor::rawBytes).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightSet that && tensors.equals(that.tensors);
    }

    @Override
    public int hashCode() {
        return tensors.hashCode();
    }
}
