package org.fovea.cli.terminal;

import java.io.OutputStream;
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
        PrintStream out = new ProcessOutput(StandardOutput.open());
        return new Terminal(
                out,
                new VisibleText(StandardError.open(), true),
                Boolean.getBoolean("fovea.interactive"),
                columnsOfProcess());
    }

    /**
     * Standard output for bytes instead of text. A failure is thrown, {@link ReaderGoneException} where the reader has
     * closed it.
     */
    public OutputStream data() {
        return new DataOutput(out, () -> out instanceof ProcessOutput process && process.readerGone());
    }

    /** Standard output of this process. */
    private static final class ProcessOutput extends VisibleText {
        private final StandardOutput target;

        ProcessOutput(StandardOutput target) {
            super(target, false);
            this.target = target;
        }

        boolean readerGone() {
            return target.readerGone();
        }
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
