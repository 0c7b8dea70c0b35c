package org.fovea.evaluate.score;

/**
 * No score exists, because what was given does not fit together. The message is a line for display: what, where, what
 * to do.
 */
public final class ScoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param line what is wrong, where, and what to do */
    public ScoreException(String line) {
        super(line);
    }

    public ScoreException(String line, Throwable cause) {
        super(line, cause);
    }
}
