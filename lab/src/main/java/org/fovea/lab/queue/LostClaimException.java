package org.fovea.lab.queue;

/** Somebody else has the job now, or it was given up: whatever was done for it must not be written. */
final class LostClaimException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LostClaimException(Claim claim) {
        super("job " + claim.job().id() + " was taken away from its worker");
    }
}
