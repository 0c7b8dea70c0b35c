package org.fovea.cli.terminal;

/** What {@code fovea} tells its caller; documented in {@code docs/guide.md}. */
public final class ExitCode {
    public static final int DONE = 0;

    /** The thing asked for did not hold: a check, a comparison. */
    public static final int NOT_HELD = 1;

    public static final int USAGE = 2;

    /** An input file is missing, damaged or of a kind that is not known. */
    public static final int BAD_INPUT = 3;

    /** The environment: disk full, no permission, a missing library, too little memory. */
    public static final int ENVIRONMENT = 4;

    /** A defect of Fovea (sysexits.h: EX_SOFTWARE). */
    public static final int INTERNAL = 70;

    /** Interrupted by Ctrl-C; the JVM's own code for it. */
    public static final int INTERRUPTED = 130;

    /** Ended by SIGTERM; the JVM's own code for it. */
    public static final int TERMINATED = 143;

    private ExitCode() {}
}
