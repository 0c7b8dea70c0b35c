package org.fovea.codec.weights;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.fovea.codec.family.TensorRole;
import org.jspecify.annotations.Nullable;

/**
 * Which tensors of a network belong together, guessed from the order of its tensors and their sizes alone. A wrong
 * guess costs bytes, not correctness.
 */
final class LayerGraph {
    private final List<TensorBuffer> tensors;

    LayerGraph(List<TensorBuffer> tensors) {
        this.tensors = tensors;
    }

    /** The tensor with this number, from 0. */
    TensorBuffer existing(int index) {
        return tensors.get(index);
    }

    /** The tensor with this number, null for -1. */
    @Nullable
    TensorBuffer tensor(int index) {
        return index < 0 ? null : tensors.get(index);
    }

    /** The tensor of {@code role} with {@code rows} rows that most closely precedes {@code index}, or -1. */
    int before(int index, TensorRole role, int rows) {
        return IntStream.iterate(index - 1, i -> i >= 0, i -> i - 1)
                .filter(i -> role(i) == role && existing(i).rows() == rows)
                .findFirst()
                .orElse(-1);
    }

    /** The next convolution matrix after {@code index} that may take {@code channels} channels in, or -1. */
    int consumer(int index, int channels) {
        return after(
                index,
                i -> (role(i) == TensorRole.POINTWISE || role(i) == TensorRole.HEAD_WEIGHT)
                        && existing(i).columns() >= channels);
    }

    /** The next depthwise kernels after {@code index} that may take {@code channels} channels in, or -1. */
    int kernelsAfter(int index, int channels) {
        return after(index, i -> role(i) == TensorRole.DEPTHWISE && existing(i).rows() >= channels);
    }

    private int after(int index, IntPredicate fits) {
        return IntStream.range(index + 1, tensors.size())
                .filter(fits)
                .findFirst()
                .orElse(-1);
    }

    private TensorRole role(int index) {
        return existing(index).spec().role();
    }
}
