package org.fovea.lab.queue;

public enum ExperimentState {
    OPEN,
    SUCCEEDED,
    FAILED,
    /** Given up by a person. */
    SKIPPED;

    /** Whether it ended without a run, and could begin again. */
    public boolean givenUp() {
        return this == FAILED || this == SKIPPED;
    }
}
