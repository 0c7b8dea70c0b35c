package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A fleet of two tiny drives and a broken one, with the commands of {@code docs/fleet.md}; with kills.
 * {@code -Dfovea.fleet.kills=N} kills as many workers and as many drivers, {@code -Dfovea.fleet.seed=N} at other
 * moments, {@code -Dfovea.fleet.life=N} at most N milliseconds after a worker began.
 */
@Tag("slow")
class FleetIT {
    private static final List<String> DAYS = List.of("monday", "tuesday");
    private static final int KILLS = Integer.getInteger("fovea.fleet.kills", 1);
    private static final long SEED = Long.getLong("fovea.fleet.seed", 1);

    /** Tenths of a second that something may take on a machine with much else to do. */
    private static final int PATIENCE = 3000;

    /** A worker's whole life is about as long on a machine with nothing else to do. */
    private static final int LONGEST_LIFE_MILLISECONDS = Integer.getInteger("fovea.fleet.life", 8000);

    /** Exit code of a process that got SIGKILL. */
    private static final int SIGKILLED = 137;

    @TempDir
    static Path folder;

    @BeforeAll
    static void draw() throws Exception {
        for (String command : documented("fovea samples generate")) {
            assertDone(command);
        }
        Files.writeString(folder.resolve("tiny.yaml"), TinyFleet.PROFILE);
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
        return Fovea.run(folder, command.substring("fovea ".length()));
    }

    private static Result assertDone(String command) throws IOException, InterruptedException {
        return Fovea.done(folder, command.substring("fovea ".length()));
    }

    /** The document's own file, with a profile that takes seconds. */
    private static void write(String name, String results, String more) throws IOException {
        String document = Files.readString(Fovea.ROOT.resolve("docs/fleet.md"));
        int start = document.indexOf("```yaml\n") + 8;
        String yaml = document.substring(start, document.indexOf("```", start));
        assertThat(yaml).contains("profile: fast/masks", "results: out", "memory: 4");
        Files.writeString(
                folder.resolve(name),
                yaml.replace("profile: fast/masks", "profile: tiny.yaml")
                        .replace("results: out", "results: " + results)
                        .replace("memory: 4", "memory: 2" + more));
    }

    private static List<String> ask(String results, String question) throws IOException {
        return TinyFleet.ask(folder.resolve(results), question);
    }

    private static void assertArchives(String results) throws Exception {
        for (String day : DAYS) {
            TinyFleet.assertSameAsAlone(folder, results + "/archives/" + day + ".zip", "drives/" + day);
        }
        assertThat(ask(results, "SELECT clip FROM attempts WHERE outcome = 'done' ORDER BY clip"))
                .isEqualTo(DAYS);
        try (Stream<Path> runs = Files.list(folder.resolve(results + "/runs"))) {
            assertThat(runs).allMatch(run -> run.getFileName().toString().startsWith("broken."));
        }
    }

    @Test
    void a_folder_of_clips_becomes_archives_and_a_table() throws Exception {
        write("fleet.yaml", "out", "");
        Result first = run(documented("fovea fleet run").getFirst());
        assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
        assertThat(first.out()).contains("3 clips: 2 done, 1 failed");
        assertThat(first.err()).contains("broken compress, attempt 1: ", "truncated");
        assertArchives("out");
        assertThat(ask(
                        "out",
                        "SELECT sections['structure'] + sections['masks'] < archive_bytes FROM attempts "
                                + "WHERE outcome = 'done' AND score > 0 AND video_seconds > 0 AND "
                                + "cpu_seconds > 0 AND peak_bytes > 1e8 AND abs(segmentation + pose + rate - "
                                + "score) < 1e-9 AND figures['averages.pose'] > 0"))
                .hasSize(2)
                .containsOnly("true");

        assertThat(run("fovea fleet run fleet.yaml").exitCode()).isEqualTo(1);

        Result status = assertDone(documented("fovea fleet status").getFirst());
        assertThat(status.out()).contains("no process at work", "3 clips: 2 done, 0 running, 1 failed", "broken ");
        JsonShape.assertSame(
                "fleet-status", assertDone("fovea fleet status out --json").out());

        Result retried = run(documented("fovea fleet retry").getFirst());
        assertThat(retried.exitCode()).as(retried.err()).isEqualTo(1);
        assertThat(ask("out", "SELECT attempt FROM attempts WHERE clip = 'broken' ORDER BY 1"))
                .containsExactly("1", "2");
        assertDone(documented("fovea fleet report").getFirst());
        assertThat(Files.readString(folder.resolve("public/index.html")))
                .contains("<h1>A fleet of 3 clips</h1>", "truncated");
        JsonNode report = Fovea.json(folder.resolve("public/report.json"));
        assertThat(report.path("done").asInt()).isEqualTo(2);
        assertThat(report.path("failures").get(0).path("clips").asInt()).isEqualTo(1);
    }

    /**
     * Workers and drivers are killed in turn, the first worker beside its checkpoint, all others whenever it comes,
     * until as many of each kind were hit while they had work. A fleet that is done nevertheless is looked at and
     * followed by another. Workers do not outlive their driver.
     */
    @Test
    @Tag("even")
    void kills_cost_no_more_than_a_checkpoint() throws Exception {
        Random random = new Random(SEED);
        int workers = 0;
        int drivers = 0;
        int fleets = 0;
        while (workers < KILLS || drivers < KILLS) {
            assertThat(fleets)
                    .as("fleets that were done before anything was hit")
                    .isLessThan(10 * KILLS);
            String results = "killed" + ++fleets;
            write(results + ".yaml", results, ", tries: 100");
            int before = workers;
            Process driver = begin(results);
            for (Optional<ProcessHandle> worker = worker(driver); worker.isPresent(); worker = worker(driver)) {
                int rows = attempts(results); // not later: it takes as long as the rest of a training
                if (workers == 0) {
                    Process now = driver;
                    await(now, () -> TinyFleet.checkpointIsThere(folder.resolve(results)) || !now.isAlive());
                } else {
                    Thread.sleep(random.nextInt(LONGEST_LIFE_MILLISECONDS));
                }
                if (!driver.isAlive()) {
                    break; // done before anything was hit: another fleet
                }
                if (workers <= drivers && workers < KILLS) {
                    kill(worker.get());
                    await(driver, () -> attempts(results) > rows);
                    workers = before + killed(results).size(); // one that had ended just before was not hit
                } else if (drivers < KILLS) {
                    drivers += killed(driver) ? 1 : 0;
                    driver = begin(results);
                } else {
                    break;
                }
            }
            assertThat(driver.waitFor())
                    .as(Fovea.read(folder.resolve(results + ".txt")))
                    .isEqualTo(1);
            assertThat(killed(results)).allMatch(error -> error.startsWith("ended by signal 9"));
            assertArchives(results);
        }
        System.out.printf("%d workers and %d drivers killed in %d fleets%n", workers, drivers, fleets);
    }

    private static Process begin(String results) throws IOException {
        Path log = folder.resolve(results + ".txt");
        return Fovea.start(folder, log, log, "fleet run " + results + ".yaml");
    }

    private static List<String> killed(String results) throws IOException {
        return ask(results, "SELECT error FROM attempts WHERE outcome = 'killed'");
    }

    /** Kills a driver and waits for its workers; false where it had ended before. */
    private static boolean killed(Process driver) throws Exception {
        List<ProcessHandle> workers = driver.toHandle().descendants().toList();
        driver.destroyForcibly();
        for (ProcessHandle each : workers) {
            each.onExit().get(1, TimeUnit.MINUTES);
        }
        return driver.waitFor() == SIGKILLED;
    }

    /** A worker of a driver; none where the driver ends without one. */
    private static Optional<ProcessHandle> worker(Process driver) throws Exception {
        for (int i = 0; i < PATIENCE; i++) {
            Optional<ProcessHandle> worker = driver.toHandle()
                    .descendants()
                    .filter(process -> process.info()
                            .arguments()
                            .map(Arrays::asList)
                            .orElse(List.of())
                            .containsAll(List.of("compress", "--resume")))
                    .filter(process -> process.parent().equals(Optional.of(driver.toHandle())))
                    .findFirst();
            if (worker.isPresent() || !driver.isAlive()) {
                return worker;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no worker has begun");
    }

    private static int attempts(String results) throws IOException {
        return Files.isDirectory(folder.resolve(results))
                ? ask(results, "SELECT clip FROM attempts").size()
                : 0;
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
        for (int i = 0; i < PATIENCE; i++) {
            boolean alive = driver.isAlive();
            if (condition.holds()) {
                return;
            }
            assertThat(alive).isTrue();
            Thread.sleep(100);
        }
        throw new AssertionError("nothing happened for minutes");
    }
}
