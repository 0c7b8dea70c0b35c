package org.fovea.challenge.judge;

/** The judge's run did not give the frames that it should. */
public final class JudgeFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code reason} is a phrase of one line. */
    public JudgeFailure(String reason) {
        super(reason);
    }
}
