package org.fovea.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.fleet.table.AttemptTable;
import org.fovea.fleet.work.FleetFolder;

/** What tests of fleets share: a profile that takes seconds, and what is in a folder of results. */
final class TinyFleet {
    /** Trained for a second; as long as it takes to be killed in between. */
    static final String PROFILE = """
            renderer: {family: compact, channels: 4, blocks: 1, fold: 4, mapChannels: 1, mapRows: 2, mapColumns: 2, drawnFrame: 2}
            stages:
              - train: {warmUpSteps: 10, steps: 50, learningRate: 0.02, finalLearningRate: 0.005, checkpointSeconds: 0.1}
            pack: fast
            """;

    private TinyFleet() {}

    /** The first column of an answer of the table of attempts. */
    static List<String> ask(Path results, String question) throws IOException {
        List<String> answers = new ArrayList<>();
        try (AttemptTable table = new FleetFolder(results).openTable()) {
            table.ask(question, row -> answers.add(row.getString(1)));
        }
        return answers;
    }

    /** Whether a clip's run has saved something that it can go on from. */
    static boolean checkpointIsThere(Path results) throws IOException {
        Path runs = results.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(runs)) {
            return files.anyMatch(file -> file.getParent().endsWith("checkpoints"));
        } catch (UncheckedIOException e) {
            return false; // a run directory that goes
        }
    }
}
