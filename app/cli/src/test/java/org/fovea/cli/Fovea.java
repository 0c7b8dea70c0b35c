package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the program as a person would. */
final class Fovea {
    /** The repository. */
    static final Path ROOT = Path.of(System.getProperty("fovea.root")).toAbsolutePath();

    /** The cache of every run, so that tests leave that of the person who runs them alone. */
    static final Path CACHE = ROOT.resolve("app/cli/target/cache-of-tests");

    static final Path PROGRAM = ROOT.resolve("fovea");
    private static final long MAX_MINUTES = 20;

    private Fovea() {}

    /**
     * What a run left behind.
     *
     * @param exitCode of the process
     * @param out standard output
     * @param err standard error
     */
    record Result(int exitCode, String out, String err) {
        /** Lines of standard error without notes, the launcher's among them. */
        List<String> errorLines() {
            return err.lines().filter(line -> !line.matches("(fovea|note): .*")).toList();
        }

        /** Fails unless the command said one line, with these parts, and nothing else. */
        void assertRefused(int code, String... parts) {
            assertThat(exitCode).as(err).isEqualTo(code);
            assertThat(out).isEmpty();
            assertThat(errorLines()).as(err).hasSize(1);
            assertThat(errorLines().getFirst()).doesNotContain("Exception");
            for (String part : parts) {
                assertThat(errorLines().getFirst()).contains(part);
            }
        }
    }

    /**
     * Runs to the end, in {@code folder}: the first of each command by {@code ./fovea}, those after it in a process
     * that stays.
     */
    static Result run(Path folder, String line, Object... values) throws IOException, InterruptedException {
        return run(folder, CommandDoor.words(line, values));
    }

    static Result run(Path folder, List<String> words) throws IOException, InterruptedException {
        return warm(folder, Map.of(), words);
    }

    /** The same with further variables of the environment. */
    static Result warm(Path folder, Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        return WarmProgram.isFirst(words)
                ? run(folder, environment, words)
                : WarmProgram.run(folder, environment, MAX_MINUTES, words);
    }

    /** The same, for a command that has to succeed. */
    static Result done(Path folder, String line, Object... values) throws IOException, InterruptedException {
        Result result = run(folder, line, values);
        assertThat(result.exitCode()).as(line + "\n" + result.err()).isZero();
        return result;
    }

    /** Runs {@code ./fovea} to the end, with further variables of the environment. */
    static Result run(Path folder, Map<String, String> environment, String line, Object... values)
            throws IOException, InterruptedException {
        return run(folder, environment, CommandDoor.words(line, values));
    }

    static Result run(Path folder, Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("fovea-it", ".out");
        Path err = Files.createTempFile("fovea-it", ".err");
        try {
            Process process = start(folder, PROGRAM, environment, out, err, words);
            if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("fovea " + String.join(" ", words) + " did not end");
            }
            return new Result(process.exitValue(), read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Begins a run; its output goes to files. */
    static Process start(Path folder, Path out, Path err, String line, Object... values) throws IOException {
        return start(folder, PROGRAM, Map.of(), out, err, CommandDoor.words(line, values));
    }

    /** The same with other variables of the environment. */
    static Process start(
            Path folder, Path program, Map<String, String> environment, Path out, Path err, List<String> words)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("FOVEA_CACHE", CACHE.toString());
        builder.environment().put("FOVEA_OPTS", "-Dfovea.checkpoint.seconds=0.1");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Names of all files below a folder. */
    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** A document that a command has written. */
    static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(read(file));
    }

    /**
     * Does what Ctrl-C does and waits for the end. Skips the test where this process was told to ignore Ctrl-C, as its
     * children are too.
     */
    static void interrupt(Process process) throws IOException, InterruptedException {
        if (interruptsAreIgnored()) {
            process.destroyForcibly();
            assumeFalse(true, "SIGINT is ignored here, as in a shell's background");
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the interrupted program did not end");
        }
    }

    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("SigIgn:")) {
                return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0;
            }
        }
        return false;
    }
}
