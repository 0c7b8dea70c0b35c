package org.fovea.encode.train;

/**
 * What a renderer will see of weights that are being trained: the same, or what remains of them after quantisation.
 * Thread-safe.
 */
@FunctionalInterface
public interface WeightView {
    /** The weights as they are. */
    WeightView EXACT = weights -> weights;

    /**
     * What the renderer sees. Gradients with respect to it are taken as gradients of the weights.
     *
     * @param weights one array for each tensor, not to be changed
     */
    float[][] of(float[][] weights);
}
