package org.fovea.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Set;
import org.fovea.codec.FormatException;
import org.fovea.lab.store.LedgerException;

/** Entry point of {@code fovea bench}. Exit codes are those of {@code fovea}. */
public final class Bench {
    private static final String USAGE =
            "fovea bench render SUBMISSION [THREADS [PAIRS]], fovea bench evaluate DIR|pseudo [THREADS [PAIRS]],"
                    + " fovea bench train EVALUATORS [THREADS [STEPS]], fovea bench filter FRAMES,"
                    + " or fovea bench lab [--runs N] [-o DIR] [--database sqlite|postgresql]";

    private Bench() {}

    /** Runs the measurement that the first argument names. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... all) {
        // Options of every command that mean nothing here; --threads is told that THREADS stands for it.
        String[] arguments = Arrays.stream(all)
                .filter(argument -> !Set.of("-q", "--quiet", "--debug").contains(argument))
                .toArray(String[]::new);
        if (arguments.length == 2 && (arguments[1].equals("--help") || arguments[1].equals("-h"))) {
            System.out.println("usage: " + USAGE);
            return 0;
        }
        if (arguments.length > 0 && arguments[0].equals("lab")) {
            return lab(Arrays.copyOfRange(arguments, 1, arguments.length));
        }
        if (arguments.length < 2
                || arguments.length > 4
                || !Set.of("render", "evaluate", "train", "filter").contains(arguments[0])
                || (arguments[0].equals("filter") && arguments.length != 2)) {
            System.err.println("fovea bench: wrong usage; " + USAGE);
            return 2;
        }
        try {
            if (arguments[0].equals("render")) {
                RendererBench.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            } else if (arguments[0].equals("filter")) {
                FilterBench.run(count(arguments[1]), System.out);
            } else if (arguments[0].equals("train")) {
                int threads = arguments.length > 2 ? count(arguments[2]) : 1;
                int steps = arguments.length > 3 ? count(arguments[3]) : 8;
                TrainBench.run(arguments[1], threads, steps, System.out);
            } else {
                evaluate(arguments);
            }
            return 0;
        } catch (NumberFormatException e) {
            System.err.println("fovea bench: THREADS, PAIRS and FRAMES are numbers, 1 or more; " + USAGE);
            return 2;
        } catch (FormatException e) {
            System.err.println(e.getMessage());
            return 3;
        } catch (NoSuchFileException e) {
            System.err.println(e.getFile() + ": no such file; check the path");
            return 3;
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            System.err.println("fovea bench: " + e.getMessage());
            return 4;
        } catch (LinkageError | OutOfMemoryError e) {
            System.err.println("fovea bench: " + e);
            return 4;
        } catch (RuntimeException e) {
            System.err.println("fovea bench: internal error: " + e + "; please report it");
            return 70;
        }
    }

    private static int lab(String... arguments) {
        try {
            LabBench.run(LabBench.Options.of(arguments), System.out);
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("fovea bench: " + e.getMessage() + "; " + USAGE);
            return 2;
        } catch (IOException | LedgerException e) {
            System.err.println("fovea bench: " + e.getMessage());
            return 4;
        }
    }

    private static void evaluate(String... arguments) throws IOException {
        int threads = arguments.length > 2 ? count(arguments[2]) : 1;
        int pairs = arguments.length > 3 ? count(arguments[3]) : 8;
        EvaluateBench.run(arguments[1], threads, pairs, System.out);
    }

    static int count(String text) {
        int count = Integer.parseInt(text);
        if (count < 1) {
            throw new NumberFormatException(text + " is not 1 or more");
        }
        return count;
    }
}
