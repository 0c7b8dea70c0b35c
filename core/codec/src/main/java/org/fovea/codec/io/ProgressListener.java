package org.fovea.codec.io;

/** Is told how far a work is. May be called from any thread, one call at a time for each task. */
@FunctionalInterface
public interface ProgressListener {
    /** Nobody. */
    ProgressListener NOBODY = (task, done, total) -> {};

    /**
     * A part of a task is done.
     *
     * @param task what is done, in a few words
     * @param done units that are done
     * @param total how many there are, 0 where that is not known
     */
    void update(String task, long done, long total);
}
