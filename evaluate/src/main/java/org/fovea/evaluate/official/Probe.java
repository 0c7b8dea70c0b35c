package org.fovea.evaluate.official;

import org.bytedeco.pytorch.Tensor;

/** Looks at the values inside a network while it computes. */
@FunctionalInterface
interface Probe {
    /** Looks at nothing. */
    Probe NONE = (_, _) -> {};

    /**
     * An inner value.
     *
     * @param name of the part of the network that computed it, as in the names of its tensors
     * @param value must be copied at once: the network may overwrite it
     */
    void seen(String name, Tensor value);
}
