package org.fovea.codec.mask;

/** Told after each frame how far an encoding has come. */
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
