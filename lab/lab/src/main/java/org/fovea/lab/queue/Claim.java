package org.fovea.lab.queue;

/**
 * The right to do a job.
 *
 * @param job as it was when it was claimed
 * @param token that its row must still have when results are written
 */
record Claim(Job job, QueuedExperiment experiment, long token) {

    /** Another worker has the job now, or it was given up: whatever was done for it must not be written. */
    static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1;

        LostException(Claim claim) {
            super("job " + claim.job().id() + " was taken away from its worker");
        }
    }
}
