package org.fovea.evaluate.official;

import org.bytedeco.pytorch.Tensor;

/** A part of a network. Differentiable; may be used by several threads at once. */
@FunctionalInterface
interface Layer {
    /** A new tensor, which the caller may change. */
    Tensor apply(Tensor x);
}
