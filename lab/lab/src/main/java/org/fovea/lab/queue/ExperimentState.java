package org.fovea.lab.queue;

/** What has become of an experiment. */
public enum ExperimentState {
    /** Has steps to come. */
    OPEN,
    /** Has a run, and was judged. */
    SUCCEEDED,
    FAILED,
    /** Given up by a person. */
    SKIPPED;

    /** Whether it ended without a run, and could begin again. */
    public boolean givenUp() {
        return this == FAILED || this == SKIPPED;
    }
}
