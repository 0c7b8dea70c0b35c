package org.fovea.render;

/** Draws one pair of frames from its latent numbers. Not thread-safe; owns its buffers. */
public interface LatentRenderer extends AutoCloseable {
    /**
     * Draws a pair.
     *
     * @param latents as many numbers as the renderer has
     * @param edits corrections of this pair; those of tiles have no meaning here
     * @param frame1 receives RGB bytes, row by row, of the output size
     * @param frame2 the same for the second frame
     * @throws IllegalArgumentException where a size does not fit
     * @throws org.fovea.codec.FormatException where the weights make numbers overflow
     */
    void render(float[] latents, FrameEdits edits, byte[] frame1, byte[] frame2);

    /** What runs inside, for people. */
    String description();

    @Override
    void close();
}
