package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fovea.cli.Fovea.Result;
import org.fovea.fleet.table.AttemptTable;
import org.fovea.fleet.work.FleetFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet of three tiny drives and a broken one, with the commands of {@code docs/fleet.md}; and with kills. */
@Tag("slow")
class FleetIT {
    /** Trained for seconds; as long as it takes to be killed in between. */
    private static final String TINY = """
            renderer: {family: compact, channels: 6, blocks: 1, fold: 4, mapChannels: 1, mapRows: 3, mapColumns: 4, drawnFrame: 2}
            stages:
              - masks: {minimumRegion: 8, multipliers: []}
              - train: {warmUpSteps: 60, steps: 300, learnPoses: true, learningRate: 0.02, finalLearningRate: 0.005, checkpointSeconds: 0.3}
            pack: fast
            """;

    private static final List<String> DAYS = List.of("monday", "tuesday", "wednesday");

    @TempDir
    static Path folder;

    @BeforeAll
    static void draw() throws Exception {
        for (String command : documented("fovea samples generate")) {
            assertDone(command);
        }
        Files.writeString(folder.resolve("tiny.yaml"), TINY);
        byte[] whole = Files.readAllBytes(folder.resolve("drives/monday.mkv"));
        Files.write(folder.resolve("drives/broken.mkv"), Arrays.copyOf(whole, 3000));
    }

    /** Commands of the document that begin so. */
    private static List<String> documented(String start) throws IOException {
        List<String> commands = Files.readAllLines(Fovea.ROOT.resolve("docs/fleet.md")).stream()
                .filter(line -> line.startsWith(start))
                .toList();
        assertThat(commands).isNotEmpty();
        return commands;
    }

    private static Result run(String command) throws IOException, InterruptedException {
        return Fovea.run(folder, command.substring("fovea ".length()).split(" "));
    }

    private static Result assertDone(String command) throws IOException, InterruptedException {
        Result result = run(command);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    /** The document's own file, with a profile that takes seconds. */
    private static void write(String name, String results) throws IOException {
        String document = Files.readString(Fovea.ROOT.resolve("docs/fleet.md"));
        int start = document.indexOf("```yaml\n") + 8;
        String yaml = document.substring(start, document.indexOf("```", start));
        assertThat(yaml).contains("profile: quick", "results: out", "memory: 4");
        Files.writeString(
                folder.resolve(name),
                yaml.replace("profile: quick", "profile: tiny.yaml")
                        .replace("results: out", "results: " + results)
                        .replace("memory: 4", "memory: 2"));
    }

    private static List<String> ask(String results, String question) throws IOException {
        List<String> answers = new ArrayList<>();
        try (AttemptTable table = new FleetFolder(folder.resolve(results)).openTable()) {
            table.ask(question, row -> answers.add(row.getString(1)));
        }
        return answers;
    }

    private static void assertArchives(String results) throws Exception {
        for (String day : DAYS) {
            Path alone = folder.resolve(day + ".zip");
            if (!Files.exists(alone)) {
                assertDone("fovea compress drives/" + day + ".mkv -o " + day + ".zip --profile tiny.yaml");
            }
            assertThat(folder.resolve(results + "/archives/" + day + ".zip")).hasSameBinaryContentAs(alone);
        }
        assertThat(ask(results, "SELECT clip FROM attempts WHERE outcome = 'done' ORDER BY clip"))
                .isEqualTo(DAYS);
        try (Stream<Path> runs = Files.list(folder.resolve(results + "/runs"))) {
            assertThat(runs).allMatch(run -> run.getFileName().toString().startsWith("broken."));
        }
    }

    @Test
    void a_folder_of_clips_becomes_archives_and_a_table() throws Exception {
        write("fleet.yaml", "out");
        Result first = run(documented("fovea fleet run").getFirst());
        assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
        assertThat(first.out()).contains("4 clips: 3 done, 1 failed");
        assertThat(first.err()).contains("broken compress, attempt 1: ", "truncated");
        assertArchives("out");
        assertThat(
                        ask(
                                "out",
                                "SELECT sections['structure'] + sections['masks'] < archive_bytes FROM attempts WHERE"
                                        + " outcome = 'done' AND score > 0 AND video_seconds > 0 AND cpu_seconds > 0 AND peak_bytes > 1e8"
                                        + " AND abs(segmentation + pose + rate - score) < 1e-9 AND figures['averages.pose'] > 0"))
                .hasSize(3)
                .containsOnly("true");

        Result again = run("fovea fleet run fleet.yaml --json");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.out().lines()).singleElement().asString().contains("\"event\":\"over\"");

        Result status = assertDone(documented("fovea fleet status").getFirst());
        assertThat(status.out()).contains("nobody at work", "4 clips: 3 done, 0 running, 1 failed", "broken ");
        JsonShape.assertSame(
                "fleet-status", assertDone("fovea fleet status out --json").out());

        Files.copy(folder.resolve("drives/tuesday.mkv"), folder.resolve("drives/thursday.mkv"));
        Result retried = run(documented("fovea fleet retry").getFirst() + " --json");
        Files.delete(folder.resolve("drives/thursday.mkv"));
        assertThat(retried.exitCode()).as(retried.err()).isEqualTo(1);
        assertThat(ask("out", "SELECT attempt FROM attempts WHERE clip = 'broken' ORDER BY 1"))
                .containsExactly("1", "2");
        String events =
                retried.out().lines().reduce((one, other) -> one + "," + other).orElseThrow();
        JsonShape.assertSame("fleet-retry", "[" + events + "]");
        JsonShape.assertSame("fleet-run", "[" + events + "]");
        assertThat(folder.resolve("out/archives/thursday.zip"))
                .hasSameBinaryContentAs(folder.resolve("out/archives/tuesday.zip"));
    }

    /** A worker is killed, then the driver; workers do not outlive it, and the next run goes on with their checkpoints. */
    @Test
    void kills_cost_no_more_than_a_checkpoint() throws Exception {
        write("killed.yaml", "killed");
        Path log = folder.resolve("killed.txt");
        Process driver = Fovea.start(folder, Fovea.ROOT.resolve("fovea"), log, log, "fleet", "run", "killed.yaml");
        kill(worker(driver));
        await(
                driver,
                () -> Files.exists(folder.resolve("killed/rows"))
                        && !ask("killed", "SELECT clip FROM attempts WHERE outcome = 'killed'")
                                .isEmpty());
        ProcessHandle second = worker(driver);
        kill(driver.toHandle());
        second.onExit().get(1, TimeUnit.MINUTES);
        int before = ask("killed", "SELECT clip FROM attempts").size();

        Result resumed = run("fovea fleet run killed.yaml");
        assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(1);
        assertThat(resumed.out()).contains("4 clips: 3 done, 1 failed");
        assertThat(ask("killed", "SELECT clip FROM attempts").size()).isGreaterThan(before);
        assertThat(ask("killed", "SELECT error FROM attempts WHERE outcome = 'killed'"))
                .hasSize(1)
                .allMatch(error -> error.startsWith("ended by signal 9"));
        assertArchives("killed");
    }

    /** The process of a clip that has a checkpoint. */
    private static ProcessHandle worker(Process driver) throws Exception {
        Path runs = folder.resolve("killed/runs");
        await(driver, () -> {
            if (!Files.isDirectory(runs)) {
                return false;
            }
            try (Stream<Path> files = Files.walk(runs)) {
                return files.anyMatch(file -> file.getParent().endsWith("checkpoints"));
            } catch (java.io.UncheckedIOException e) {
                return false; // a run directory that goes
            }
        });
        return driver.toHandle()
                .descendants()
                .filter(process -> process.info()
                        .arguments()
                        .map(Arrays::asList)
                        .orElse(List.of())
                        .contains("compress"))
                .findFirst()
                .orElseThrow();
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** What is waited for. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Process driver, Condition condition) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (condition.holds()) {
                return;
            }
            assertThat(driver.isAlive()).isTrue();
            Thread.sleep(100);
        }
        throw new AssertionError("nothing happened for a minute");
    }
}
