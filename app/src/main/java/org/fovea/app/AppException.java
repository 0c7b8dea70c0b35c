package org.fovea.app;

/** What a caller asked for cannot be done, in one line for a person. Libraries throw it; the command line makes an exit code of its kind. */
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

    private AppException(Kind kind, String line, Throwable cause) {
        super(line, cause);
        this.kind = kind;
    }

    /** What was asked for did not hold. */
    public static AppException notHeld(String line) {
        return new AppException(Kind.NOT_HELD, line, null);
    }

    /** The request cannot work. */
    public static AppException usage(String line) {
        return new AppException(Kind.USAGE, line, null);
    }

    /** An input file cannot be used. */
    public static AppException badInput(String line) {
        return new AppException(Kind.BAD_INPUT, line, null);
    }

    /** The machine lacks something; {@code cause} may be null. */
    public static AppException environment(String line, Throwable cause) {
        return new AppException(Kind.ENVIRONMENT, line, cause);
    }

    /** What was at fault. */
    public Kind kind() {
        return kind;
    }
}
