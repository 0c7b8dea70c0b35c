package org.fovea.codec.mask;

/** Model of the pixels near boundaries. It sees the {@link Scene} it was made for. */
interface HardPixels {
    /** Called after the scene began a frame. */
    default void beginFrame() {}

    /**
     * Codes the scene's current pixel.
     *
     * @param actual its class when encoding, anything when decoding
     * @return its class
     */
    int code(int actual);

    /** Called after all pixels of row y are known and measured. */
    default void finishRow(int y) {}

    /** Called after the scene ended a frame: the frame just coded is now its {@code previous}. */
    default void endFrame() {}
}
