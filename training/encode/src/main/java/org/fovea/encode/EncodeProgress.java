package org.fovea.encode;

/** Receives the progress of an encoder, from any thread. */
@FunctionalInterface
public interface EncodeProgress {
    /**
     * A part is finished.
     *
     * @param stage what is being done, as in "look"
     * @param done finished pairs
     * @param total all pairs of the stage, 0 where it is not known yet
     */
    void update(String stage, int done, int total);
}
