package org.fovea.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.fovea.cli.Fovea.Result;
import org.fovea.cli.command.GroupCommand;
import org.fovea.cli.terminal.Terminal;
import picocli.CommandLine;

/** Lets the fuzz targets in, and tests that need a command and not another start of the program. */
public final class CommandDoor {
    private CommandDoor() {}

    /** The program itself and all commands below it, each once, whatever other names it has. */
    static List<CommandLine> commands() {
        CommandLine fovea = new CommandLine(new FoveaCommand(Terminal.ofProcess()));
        Commands.addTo(fovea);
        return withThoseBelow(fovea).toList();
    }

    private static Stream<CommandLine> withThoseBelow(CommandLine command) {
        Set<CommandLine> below = new LinkedHashSet<>(command.getSubcommands().values());
        return Stream.concat(Stream.of(command), below.stream().flatMap(CommandDoor::withThoseBelow));
    }

    /** Its words without that of the program. */
    static String path(CommandLine command) {
        return command.getCommandSpec().qualifiedName().replaceFirst("fovea ?", "");
    }

    /** Whether it only holds other commands. */
    static boolean isGroup(CommandLine command) {
        return command.getCommand() instanceof FoveaCommand || command.getCommand() instanceof GroupCommand;
    }

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
