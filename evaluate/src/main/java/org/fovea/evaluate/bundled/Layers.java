package org.fovea.evaluate.bundled;

import org.bytedeco.pytorch.Tensor;

/** Computes the layers of a network: with frozen weights when it judges, with batch norms when it is trained. */
public interface Layers {
    /**
     * The layer's convolution, its norm if there is one, its activation if there is one.
     *
     * @param layer one of the network's layers
     * @param input float [N, {@link Convolution#inputs()}, height, width]
     */
    Tensor apply(Convolution layer, Tensor input);
}
