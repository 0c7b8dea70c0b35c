package org.fovea.render;

/**
 * Renders one pair of frames from a class mask or latent numbers, and a pose. Not thread-safe; owns its worker threads
 * and buffers.
 */
public interface PairRenderer extends AutoCloseable {
    /**
     * Renders a pair.
     *
     * @param input a mask of the size that the renderer was opened for, or as many latent numbers as it takes
     * @param pose as many numbers as the renderer family's poses have
     * @param edits corrections of this pair
     * @param frame1 receives RGB bytes, row by row, of the output size
     * @param frame2 the same for the second frame
     * @throws IllegalArgumentException where input or a size does not fit, a class id is out of range, or a number is
     *     not finite
     * @throws org.fovea.codec.FormatException where the weights make numbers overflow
     */
    void render(PairInput input, float[] pose, FrameEdits edits, byte[] frame1, byte[] frame2);

    @Override
    void close();
}
