package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
            renderer: {family: compact, channels: 4, blocks: 1, fold: 4, mapChannels: 1, mapRows: 2, mapColumns: 2, \
            drawnFrame: 2}
            stages:
              - train: {warmUpSteps: 10, steps: 50, learningRate: 0.02, finalLearningRate: 0.005}
            pack: fast
            """;

    private TinyFleet() {}

    /** Draws a clip. */
    static void draw(Path clip, int pairs, int seed) {
        here("samples generate --pairs " + pairs + " --size 96x64 --seed " + seed, "-o", clip.toString());
    }

    /**
     * Runs a command in this process, which is warm; a start of the program for each clip would take longer than all of
     * them.
     */
    static void here(String command, String... files) {
        assertThat(CommandDoor.run(command, (Object[]) files)).as(command).isZero();
    }

    /** The first column of an answer of the table of attempts. */
    static List<String> ask(Path results, String question) throws IOException {
        List<String> answers = new ArrayList<>();
        try (AttemptTable table = new FleetFolder(results).openTable()) {
            table.ask(question, row -> answers.add(row.getString(1)));
        }
        return answers;
    }

    /** An archive of a fleet is that of {@code fovea compress} alone, which is made once. */
    static void assertSameAsAlone(Path folder, String archive, String clip) throws Exception {
        String alone = clip.substring(clip.indexOf('/') + 1) + ".zip";
        if (!Files.exists(folder.resolve(alone))) {
            Fovea.done(
                    folder,
                    "compress " + clip + ".mkv -o " + alone
                            + " --evaluators bundled --profile tiny.yaml --no-verdict --quiet");
        }
        assertThat(folder.resolve(archive)).hasSameBinaryContentAs(folder.resolve(alone));
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
