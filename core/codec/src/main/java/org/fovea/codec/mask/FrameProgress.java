package org.fovea.codec.mask;

/** Called after each frame with the progress of an encoding. */
@FunctionalInterface
public interface FrameProgress {
    /**
     * Called on the encoding thread.
     *
     * @param done frames done so far, 1..total
     * @param total frames in all
     */
    void frameDone(int done, int total);
}
