package org.fovea.evaluate.official;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A part of a network with two inputs. Differentiable; may be used by several threads at once. */
@FunctionalInterface
interface MergingLayer {
    /**
     * Computes.
     *
     * @param x float [N, channels, height, width]
     * @param skip float [N, channels of the skip, 2·height, 2·width], or null where the layer has no skip
     * @return a new tensor of twice the height and width, which the caller may change
     */
    Tensor apply(Tensor x, @Nullable Tensor skip);
}
