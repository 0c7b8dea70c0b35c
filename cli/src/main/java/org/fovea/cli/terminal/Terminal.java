package org.fovea.cli.terminal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints. Results go to {@code out}; progress, notes and errors to {@code err}.
 *
 * @param out standard output, UTF-8
 * @param err standard error, UTF-8
 * @param interactive whether a person sees {@code err} as it is written
 * @param columns width of a line
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, int columns) {
    private static final int USUAL_COLUMNS = 80;

    /** The terminal of this process. {@code ./fovea} passes by properties what Java cannot ask the system. */
    public static Terminal ofProcess() {
        PrintStream out = new PrintStream(StandardOutput.open(), false, StandardCharsets.UTF_8);
        return new Terminal(
                out,
                new PrintStream(StandardError.open(), true, StandardCharsets.UTF_8),
                Boolean.getBoolean("fovea.interactive"),
                columnsOfProcess());
    }

    private static int columnsOfProcess() {
        try {
            int columns = Integer.parseInt(System.getenv().getOrDefault("COLUMNS", ""));
            return Math.clamp(columns, 40, 200);
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }
}
