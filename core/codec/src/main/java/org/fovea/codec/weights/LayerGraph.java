package org.fovea.codec.weights;

import java.util.List;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
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
        for (int i = index - 1; i >= 0; i--) {
            TensorSpec spec = tensors.get(i).spec();
            if (spec.role() == role && spec.shape().getFirst() == rows) {
                return i;
            }
        }
        return -1;
    }

    /** The next convolution matrix after {@code index} that may take {@code channels} channels in, or -1. */
    int consumer(int index, int channels) {
        for (int i = index + 1; i < tensors.size(); i++) {
            TensorRole role = tensors.get(i).spec().role();
            boolean matrix = role == TensorRole.POINTWISE || role == TensorRole.HEAD_WEIGHT;
            if (matrix && tensors.get(i).columns() >= channels) {
                return i;
            }
        }
        return -1;
    }

    /** The next depthwise kernels after {@code index} that may take {@code channels} channels in, or -1. */
    int kernelsAfter(int index, int channels) {
        for (int i = index + 1; i < tensors.size(); i++) {
            if (tensors.get(i).spec().role() == TensorRole.DEPTHWISE
                    && tensors.get(i).rows() >= channels) {
                return i;
            }
        }
        return -1;
    }
}
