package org.fovea.codec.io;

/** Receives the progress of a task. May be called from any thread, one call at a time for each task. */
@FunctionalInterface
public interface ProgressListener {
    ProgressListener NONE = (task, done, total) -> {};

    /**
     * A part of a task is done.
     *
     * @param task what is done, in a few words
     * @param done units that are done
     * @param total how many there are, 0 where that is not known
     */
    void update(String task, long done, long total);
}
