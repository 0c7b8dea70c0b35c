package org.fovea.cli.terminal;

import java.io.PrintStream;

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
        PrintStream out = new VisibleText(StandardOutput.open(), false);
        return new Terminal(
                out,
                new VisibleText(StandardError.open(), true),
                Boolean.getBoolean("fovea.interactive"),
                columnsOfProcess());
    }

    /** Moves the cursor, where a person sees it. */
    public static void control(PrintStream stream, String sequence) {
        if (stream instanceof VisibleText visible) {
            visible.control(sequence);
        } else {
            stream.print(sequence);
        }
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
