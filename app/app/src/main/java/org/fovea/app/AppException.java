package org.fovea.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asked for cannot be done, in one line for a person. Libraries throw it; the command line makes an exit
 * code of its kind.
 */
public final class AppException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was at fault. */
    public enum Kind {
        /** What was asked for did not hold: a check, a comparison. */
        NOT_HELD,

        /** The request itself cannot work. */
        USAGE,

        BAD_INPUT,

        ENVIRONMENT
    }

    private final Kind kind;
    private final List<String> copy;

    private AppException(Kind kind, String line, List<String> copy, @Nullable Throwable cause) {
        super(line, cause);
        this.kind = kind;
        this.copy = List.copyOf(copy);
    }

    public static AppException notHeld(String line) {
        return new AppException(Kind.NOT_HELD, line, List.of(), null);
    }

    public static AppException usage(String line) {
        return usage(line, List.of());
    }

    /** The request cannot work; what could be written instead stands below the line. */
    public static AppException usage(String line, List<String> copy) {
        return new AppException(Kind.USAGE, line, copy, null);
    }

    public static AppException badInput(String line) {
        return new AppException(Kind.BAD_INPUT, line, List.of(), null);
    }

    public static AppException badInput(String line, Throwable cause) {
        return new AppException(Kind.BAD_INPUT, line, List.of(), cause);
    }

    public static AppException environment(String line) {
        return new AppException(Kind.ENVIRONMENT, line, List.of(), null);
    }

    /** The machine lacks something, which was seen by what was thrown. */
    public static AppException environment(String line, Throwable cause) {
        return new AppException(Kind.ENVIRONMENT, line, List.of(), cause);
    }

    public Kind kind() {
        return kind;
    }

    /** Lines to copy, below the message; mostly none. */
    public List<String> copy() {
        return copy;
    }
}
