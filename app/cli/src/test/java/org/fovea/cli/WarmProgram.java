package org.fovea.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fovea.cli.Fovea.Result;

/**
 * A process of the program that stays in a folder and runs one command after another there. A start of {@code ./fovea}
 * costs two to three seconds of processor time, and as much again until what a command computes with is compiled, which
 * is more than most commands of tests take.
 */
final class WarmProgram {
    /** Folders in use at once: of a test, and of labs in it. */
    private static final int KEPT = 3;

    private static final boolean WARM = Boolean.parseBoolean(System.getProperty("fovea.warm", "true"));
    private static final Set<String> SEEN = new HashSet<>();
    private static final SequencedMap<Place, WarmProgram> RUNNING = new LinkedHashMap<>(4, 0.75f, true);

    /** Where a process stays, and what its environment has besides. */
    private record Place(Path folder, Map<String, String> environment) {}

    private final Process process;
    private final Path log;
    private final DataOutputStream commands;
    private final DataInputStream answers;

    private WarmProgram(Place place) throws IOException {
        log = Files.createTempFile("fovea-it", ".log");
        log.toFile().deleteOnExit();
        List<String> command = CommandDoor.java();
        command.addAll(List.of(
                "-Djava.awt.headless=true",
                "-Xmx3g",
                "-XX:MaxNewSize=192m",
                "-XX:+UseSerialGC",
                "-Dfovea.home=" + Fovea.ROOT,
                "-cp",
                Fovea.ROOT.resolve("app/cli/target/dist/lib/fovea-cli.jar") + ":"
                        + Fovea.ROOT.resolve("app/cli/target/test-classes"),
                CommandServer.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(place.folder().toFile());
        builder.environment().put("FOVEA_CACHE", Fovea.CACHE.toString());
        builder.environment().putAll(place.environment());
        process = builder.redirectError(log.toFile()).start();
        commands = new DataOutputStream(process.getOutputStream());
        answers = new DataInputStream(process.getInputStream());
    }

    /**
     * Whether these arguments begin with a command or a group of commands that has not been run by this process of
     * tests, and is to be run as people do. With {@code -Dfovea.warm=false} all are.
     */
    static synchronized boolean isFirst(List<String> words) {
        return SEEN.add(words.getFirst()) || !WARM;
    }

    /** Runs to the end. */
    static synchronized Result run(Path folder, Map<String, String> environment, long minutes, List<String> words)
            throws IOException {
        Place place = new Place(folder, environment);
        WarmProgram program = RUNNING.get(place);
        if (program == null) {
            if (RUNNING.size() == KEPT) {
                RUNNING.pollFirstEntry().getValue().process.destroy();
            }
            program = new WarmProgram(place);
            RUNNING.put(place, program);
        }
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                program.process::destroyForcibly, CompletableFuture.delayedExecutor(minutes, TimeUnit.MINUTES));
        try {
            return program.answer(words);
        } catch (IOException ended) {
            RUNNING.remove(place);
            throw new AssertionError("fovea " + String.join(" ", words) + " ended the process that it ran in:\n"
                    + Fovea.read(program.log));
        } finally {
            late.cancel(false);
        }
    }

    private Result answer(List<String> words) throws IOException {
        commands.writeInt(words.size());
        for (String word : words) {
            CommandServer.write(word, commands);
        }
        commands.flush();
        return new Result(answers.readInt(), CommandServer.read(answers), CommandServer.read(answers));
    }
}
