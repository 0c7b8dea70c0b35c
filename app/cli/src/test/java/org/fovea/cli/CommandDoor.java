package org.fovea.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.fovea.cli.Fovea.Result;
import org.fovea.cli.terminal.Terminal;

/** Lets the fuzz targets in, and tests that need a command and not another start of the program. */
public final class CommandDoor {
    private CommandDoor() {}

    /** Runs a command in this process, its output thrown away; gives the exit code. */
    public static int run(String line, Object... values) {
        return run(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), line, values);
    }

    /** Runs a command in this process and keeps what it says. */
    static Result result(String line, Object... values) {
        return result(words(line, values));
    }

    static Result result(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = run(out, err, words);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The same with outputs of the caller's. */
    static int run(OutputStream out, OutputStream err, String line, Object... values) {
        return run(out, err, words(line, values));
    }

    private static int run(OutputStream out, OutputStream err, List<String> words) {
        return Main.run(new Terminal(stream(out), stream(err), false, 80), words.toArray(String[]::new));
    }

    /**
     * Words of a command line between its spaces. Each {@code %s} is the next of the values, whatever that holds;
     * values that are left are words behind the line.
     */
    static List<String> words(String line, Object... values) {
        Iterator<Object> left = Arrays.asList(values).iterator();
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            words.add(word.equals("%s") ? left.next().toString() : word);
        }
        left.forEachRemaining(value -> words.add(value.toString()));
        return words;
    }

    private static PrintStream stream(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /**
     * The beginning of a command that starts classes of the program in a process of their own: Java, and what it has to
     * be told.
     */
    public static List<String> java() {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    }
}
