package org.fovea.lab.queue;

/** The steps of an experiment, one after the other. Each can be done again after a crash. */
public enum Step {
    BUILD,
    /** Verifies the archive, counts its bytes, keeps it. */
    PACK,
    /** Draws its frames in a process that sees nothing else. */
    INFLATE,
    /** Scores these and writes the run into the ledger. */
    SCORE,
    /** Compares it with the baseline and decides what comes next. */
    JUDGE
}
