package org.fovea.lab.queue;

public enum JobState {
    /** Can begin as soon as a worker has room. */
    QUEUED,
    RUNNING,
    SUCCEEDED,
    /** Given up; {@link JobQueue#retry} begins it again. */
    FAILED,
    /** Waits for something that the queue cannot decide; {@link Job#blockedBecause()} says what. */
    BLOCKED,
    /** Not needed, or its experiment was given up. */
    SKIPPED
}
