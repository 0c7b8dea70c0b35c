package org.fovea.lab.queue;

/**
 * What became of an experiment that was asked for.
 *
 * @param experiment its hash
 * @param outcome what
 */
public record Enqueued(String experiment, Outcome outcome) {
    /** What can become of it. */
    public enum Outcome {
        /** Is in the queue now. */
        ADDED,
        /** Is in the queue now, where it waits until the lab or its study is no longer frozen. */
        HELD,
        /** Was in the queue already, whatever came of it; nothing changes. */
        KNOWN
    }
}
