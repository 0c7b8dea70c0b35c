package org.fovea.video.program;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A program of this machine failed; the message quotes what it said. */
public final class ProgramFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message a line without a full stop
     * @param cause what went wrong first, or null
     */
    public ProgramFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
