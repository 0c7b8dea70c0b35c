package org.fovea.bench;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import org.fovea.codec.FormatException;

/** Entry point of {@code fovea bench}. Exit codes are those of {@code fovea}. */
public final class Bench {
    private static final String USAGE = "fovea bench render SUBMISSION [THREADS [PAIRS]]";

    private Bench() {}

    /** Runs the measurement that the first argument names. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        if (arguments.length == 2 && (arguments[1].equals("--help") || arguments[1].equals("-h"))) {
            System.out.println("usage: " + USAGE);
            return 0;
        }
        if (arguments.length < 2 || !arguments[0].equals("render")) {
            System.err.println("fovea bench: wrong usage; " + USAGE);
            return 2;
        }
        try {
            RendererBench.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return 0;
        } catch (NumberFormatException e) {
            System.err.println("fovea bench: THREADS and PAIRS are numbers; " + USAGE);
            return 2;
        } catch (FormatException e) {
            System.err.println(e.getMessage());
            return 3;
        } catch (NoSuchFileException e) {
            System.err.println(e.getFile() + ": no such file; check the path");
            return 3;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("fovea bench: " + e.getMessage());
            return 4;
        }
    }
}
