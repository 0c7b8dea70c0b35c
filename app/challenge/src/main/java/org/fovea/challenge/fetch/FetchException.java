package org.fovea.challenge.fetch;

import java.io.IOException;
import java.time.Duration;

/** A download that did not work, with one line for people. */
public final class FetchException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What can be done about it. */
    public enum Kind {
        /** The network or the server, for the moment: trying again may help. */
        PASSING,
        /** The server refuses, or does not speak the protocol. */
        REFUSED,
        /** What came is not what was asked for. */
        WRONG_CONTENT
    }

    private final Kind kind;
    private final Duration wait;

    FetchException(Kind kind, String line) {
        this(kind, line, Duration.ZERO, null);
    }

    FetchException(Kind kind, String line, Duration wait, Throwable cause) {
        super(line, cause);
        this.kind = kind;
        this.wait = wait;
    }

    /** What can be done about it. */
    public Kind kind() {
        return kind;
    }

    /** How long the server asks to be left alone; zero where it does not say. */
    Duration waiting() {
        return wait;
    }
}
