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

        /** An input file cannot be used. */
        BAD_INPUT,

        /** The machine lacks something. */
        ENVIRONMENT
    }

    private final Kind kind;
    private final List<String> copy;

    private AppException(Kind kind, String line, List<String> copy, @Nullable Throwable cause) {
        super(line, cause);
        this.kind = kind;
        this.copy = List.copyOf(copy);
    }

    /** What was asked for did not hold. */
    public static AppException notHeld(String line) {
        return new AppException(Kind.NOT_HELD, line, List.of(), null);
    }

    /** The request cannot work. */
    public static AppException usage(String line) {
        return usage(line, List.of());
    }

    /** The request cannot work; what could be written instead stands below the line. */
    public static AppException usage(String line, List<String> copy) {
        return new AppException(Kind.USAGE, line, copy, null);
    }

    /** An input file cannot be used. */
    public static AppException badInput(String line) {
        return new AppException(Kind.BAD_INPUT, line, List.of(), null);
    }

    /** An input file cannot be used, with its cause. */
    public static AppException badInput(String line, Throwable cause) {
        return new AppException(Kind.BAD_INPUT, line, List.of(), cause);
    }

    /** The machine lacks something. */
    public static AppException environment(String line) {
        return new AppException(Kind.ENVIRONMENT, line, List.of(), null);
    }

    /** The machine lacks something, which was seen by what was thrown. */
    public static AppException environment(String line, Throwable cause) {
        return new AppException(Kind.ENVIRONMENT, line, List.of(), cause);
    }

    /** What was at fault. */
    public Kind kind() {
        return kind;
    }

    /** Lines to copy, below the message; mostly none. */
    public List<String> copy() {
        return copy;
    }
}
