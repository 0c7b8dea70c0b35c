package org.fovea.encode.run;

/** A run directory that cannot be used as asked; the message is a complete line for the person at the terminal. */
public final class RunDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunDirectoryException(String line) {
        super(line);
    }
}
