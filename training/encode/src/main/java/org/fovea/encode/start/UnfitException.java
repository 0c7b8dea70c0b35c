package org.fovea.encode.start;

/**
 * A clip, networks and an archive that do not belong together; the message is a complete line for the person at the
 * terminal.
 */
public final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnfitException(String line) {
        super(line);
    }

    UnfitException(String line, Throwable cause) {
        super(line, cause);
    }
}
