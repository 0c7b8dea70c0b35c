package org.fovea.render;

/** Input of a renderer for one pair. */
public sealed interface PairInput {
    /**
     * A class mask.
     *
     * @param ids class ids, row by row; may be overwritten after the pair is rendered
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Mask(byte[] ids) implements PairInput {}

    /**
     * Latent numbers.
     *
     * @param values as many as the renderer takes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Latents(float[] values) implements PairInput {}

    /**
     * The mask.
     *
     * @throws IllegalArgumentException where these are latent numbers
     */
    default byte[] mask() {
        if (this instanceof Mask mask) {
            return mask.ids();
        }
        throw new IllegalArgumentException("this renderer draws from class masks, not from latent numbers");
    }

    /**
     * The latent numbers.
     *
     * @throws IllegalArgumentException where this is a mask
     */
    default float[] latents() {
        if (this instanceof Latents latents) {
            return latents.values();
        }
        throw new IllegalArgumentException("this renderer draws from latent numbers, not from class masks");
    }
}
