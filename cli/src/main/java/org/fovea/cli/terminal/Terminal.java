package org.fovea.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
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
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        return new Terminal(out, standardError(), Boolean.getBoolean("fovea.interactive"), columnsOfProcess());
    }

    /**
     * The descriptor that {@code ./fovea} names, because descriptor 2 goes through a filter that drops the JVM's note about the incubator
     * module.
     */
    private static PrintStream standardError() {
        String path = System.getProperty("fovea.stderr");
        if (path != null) {
            try {
                return new PrintStream(new FileOutputStream(path, true), true, StandardCharsets.UTF_8);
            } catch (IOException e) {
                // Not every system lets a descriptor be opened by name; the filtered one works as well.
                return System.err;
            }
        }
        return System.err;
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
