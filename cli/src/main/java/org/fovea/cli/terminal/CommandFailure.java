package org.fovea.cli.terminal;

/** Ends a command with an exit code and one line for the person at the terminal. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String line, Throwable cause) {
        super(line, cause);
        this.exitCode = exitCode;
    }

    /** What was asked for did not hold. */
    public static CommandFailure notHeld(String line) {
        return new CommandFailure(ExitCode.NOT_HELD, line, null);
    }

    /** The command was called in a way that cannot work. */
    public static CommandFailure usage(String line) {
        return new CommandFailure(ExitCode.USAGE, line, null);
    }

    /** An input file cannot be used. */
    public static CommandFailure badInput(String line) {
        return new CommandFailure(ExitCode.BAD_INPUT, line, null);
    }

    /** The machine lacks something. */
    public static CommandFailure environment(String line, Throwable cause) {
        return new CommandFailure(ExitCode.ENVIRONMENT, line, cause);
    }

    /** See {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
