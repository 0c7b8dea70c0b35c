package org.fovea.app;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asked for cannot be done, in one line for a person. Libraries throw it; the command line makes an exit
 * code of its kind, and adds to some reasons which command or option would help.
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

    /** Reasons for which a caller knows a way out that this library does not. */
    public enum Reason {
        /** The line says all. */
        TOLD,

        /** A file is there that would be overwritten. */
        OUTPUT_EXISTS,

        /** A file is larger than any archive. */
        TOO_LARGE_FOR_AN_ARCHIVE,

        /** A file holds class masks and nothing that draws frames. */
        HOLDS_MASKS_ONLY,

        /** An archive holds a video, and class masks were asked for. */
        HOLDS_VIDEO,

        /** An archive holds latent numbers, and class masks were asked for. */
        HOLDS_LATENTS,

        /** An archive was told beside a candidate that is charged itself. */
        CANDIDATE_IS_CHARGED,

        /** An archive to begin with holds a video, and the stages to come work on class masks. */
        BEGINS_WITH_VIDEO,

        /** An archive to begin with holds class masks, and the stages to come work on a video. */
        BEGINS_WITH_MASKS,

        /** Networks were not named, and the clip is not one that the bundled networks know. */
        NAMES_NO_NETWORKS
    }

    private final Kind kind;
    private final Reason reason;

    private AppException(Kind kind, Reason reason, String line, @Nullable Throwable cause) {
        super(line, cause);
        this.kind = kind;
        this.reason = reason;
    }

    /** What was asked for did not hold. */
    public static AppException notHeld(String line) {
        return new AppException(Kind.NOT_HELD, Reason.TOLD, line, null);
    }

    /** The request cannot work. */
    public static AppException usage(String line) {
        return usage(Reason.TOLD, line);
    }

    /** The request cannot work, for a reason. */
    public static AppException usage(Reason reason, String line) {
        return new AppException(Kind.USAGE, reason, line, null);
    }

    /** An input file cannot be used. */
    public static AppException badInput(String line) {
        return badInput(Reason.TOLD, line);
    }

    /** An input file cannot be used, with its cause. */
    public static AppException badInput(String line, Throwable cause) {
        return new AppException(Kind.BAD_INPUT, Reason.TOLD, line, cause);
    }

    /** An input file cannot be used, for a reason. */
    public static AppException badInput(Reason reason, String line) {
        return new AppException(Kind.BAD_INPUT, reason, line, null);
    }

    /** The machine lacks something. */
    public static AppException environment(String line) {
        return new AppException(Kind.ENVIRONMENT, Reason.TOLD, line, null);
    }

    /** The machine lacks something, which was seen by what was thrown. */
    public static AppException environment(String line, Throwable cause) {
        return new AppException(Kind.ENVIRONMENT, Reason.TOLD, line, cause);
    }

    /** What was at fault. */
    public Kind kind() {
        return kind;
    }

    /** Why, where a caller may know a way out. */
    public Reason reason() {
        return reason;
    }
}
