package org.fovea.codec.mask;

/** Model of the pixels near boundaries. It sees the {@link Scene} it was made for. */
interface HardPixels {
    /**
     * Codes the scene's current pixel.
     *
     * @param actual its class when encoding, anything when decoding
     * @return its class
     */
    int code(int actual);

    /** Called after the scene ended a frame: the frame just coded is now its {@code previous}. */
    default void endFrame() {}
}
