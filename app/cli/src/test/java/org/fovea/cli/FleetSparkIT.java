package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fleet on a cluster of Apache Spark with two workers, processes of their own on this machine.
 * {@code -Dfovea.fleet.kills=N} kills as many executors and as many drivers, {@code -Dfovea.fleet.seed=N} at other
 * moments, {@code -Dfovea.fleet.life=N} at most N milliseconds after a clip's process was seen.
 */
@Tag("slow")
@Tag("odd")
class FleetSparkIT {
    /** Tenths of a second that something may take on a machine with much else to do. */
    private static final int PATIENCE = 3000;

    private static final int KILLS = Integer.getInteger("fovea.fleet.kills", 1);
    private static final long SEED = Long.getLong("fovea.fleet.seed", 1);
    private static final int LONGEST_LIFE_MILLISECONDS = Integer.getInteger("fovea.fleet.life", 8000);

    /** Exit code of a process that got SIGKILL. */
    private static final int SIGKILLED = 137;

    @TempDir
    static Path folder;

    private static SparkCluster cluster;

    @BeforeAll
    static void begin() throws Exception {
        assumeTrue(
                Files.isDirectory(SparkCluster.HOME.resolve("jars")),
                "built without Spark; ./mvnw -Pspark verify has it");
        Files.writeString(folder.resolve("tiny.yaml"), TinyFleet.PROFILE);
        for (String day : List.of("monday", "tuesday")) {
            TinyFleet.draw(folder.resolve("drives/" + day + ".mkv"), 2, day.length());
        }
        cluster = SparkCluster.start(Files.createDirectory(folder.resolve("cluster")), 2);
    }

    @AfterAll
    static void end() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** The driver, too, is to be found on the loopback address alone. */
    private static Map<String, String> environment() {
        return Map.of("SPARK_LOCAL_IP", "127.0.0.1");
    }

    private static String logs() {
        try {
            return cluster == null ? "" : cluster.logs();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String fleet(String results, String clips) throws IOException {
        return fleet(results, clips, "");
    }

    private static String fleet(String results, String clips, String limits) throws IOException {
        Files.writeString(
                folder.resolve(results + ".yaml"),
                "clips: " + clips + "\nevaluators: bundled\nprofile: tiny.yaml\nresults: " + results + "\n"
                        + "limits: {cores: 1, memory: 2"
                        + limits + "}\n");
        return "fleet run " + results + ".yaml --master " + cluster.address();
    }

    private static List<String> ask(String results, String question) throws IOException {
        return TinyFleet.ask(folder.resolve(results), question);
    }

    private static void assertSameAsAlone(String results, String clip) throws Exception {
        String id = clip.substring(clip.indexOf('/') + 1);
        TinyFleet.assertSameAsAlone(folder, results + "/archives/" + id + ".zip", clip);
    }

    @Test
    void archives_and_table_are_those_of_one_machine() throws Exception {
        Files.write(folder.resolve("drives/broken.avi"), new byte[100]);
        String command = fleet("out", "'drives/{monday.mkv,broken.avi}'");
        Result first = Fovea.run(folder, environment(), command);
        assertThat(first.exitCode()).as(() -> first.err() + logs()).isEqualTo(1);
        assertThat(first.out()).contains("2 clips: 1 done, 1 failed");
        assertThat(ask("out", "SELECT clip FROM attempts WHERE outcome = 'done'"))
                .containsExactly("monday");
        assertThat(ask("out", "SELECT clip FROM attempts WHERE outcome = 'failed' AND error IS NOT NULL"))
                .containsExactly("broken");
        assertSameAsAlone("out", "drives/monday");

        // the same keys: for this machine there is nothing left to do
        assertThat(Fovea.run(folder, "fleet run out.yaml").out()).contains("2 clips: 1 done, 1 failed");
    }

    /**
     * Executors that work on a clip and drivers are killed in turn until as many of each kind were hit, the first
     * executor as soon as there is a checkpoint, then whenever it comes. A fleet that is done nevertheless is looked at
     * and followed by another.
     */
    @Test
    void kills_of_executors_and_drivers_cost_no_clip() throws Exception {
        Random random = new Random(SEED);
        int executors = 0;
        int drivers = 0;
        int fleets = 0;
        while (executors < KILLS || drivers < KILLS) {
            String results = "hunted" + ++fleets;
            String command = fleet(results, "drives/*.mkv", ", tries: 100");
            Path log = folder.resolve(results + ".log");
            Process program = begin(command, log);
            for (Optional<ProcessHandle> executor = executor(program);
                    executor.isPresent();
                    executor = executor(program)) {
                if (executors == 0) {
                    awaitCheckpoint(results, program);
                } else {
                    Thread.sleep(random.nextInt(LONGEST_LIFE_MILLISECONDS));
                }
                if (executors <= drivers && executors < KILLS) {
                    if (works(executor.get())) {
                        executors += executor.get().destroyForcibly() ? 1 : 0;
                    }
                } else if (drivers < KILLS) {
                    // The program starts itself again with Spark: that process is the driver.
                    program.children().forEach(ProcessHandle::destroyForcibly);
                    drivers += program.waitFor() == SIGKILLED ? 1 : 0;
                    program = begin(command, log);
                } else {
                    break;
                }
            }
            assertThat(program.waitFor()).as(() -> logs()).isZero();
            assertThat(ask(results, "SELECT clip FROM attempts WHERE outcome = 'done' ORDER BY clip"))
                    .containsExactly("monday", "tuesday");
            assertThat(ask(results, "SELECT error FROM attempts WHERE outcome = 'failed'"))
                    .isEmpty();
            assertSameAsAlone(results, "drives/monday");
            assertSameAsAlone(results, "drives/tuesday");
        }
        System.out.printf("%d executors and %d drivers killed in %d fleets%n", executors, drivers, fleets);
    }

    private static Process begin(String command, Path log) throws IOException {
        return Fovea.start(folder, Fovea.PROGRAM, environment(), log, log, CommandDoor.words(command));
    }

    private static void awaitCheckpoint(String results, Process program) throws Exception {
        for (int i = 0; i < PATIENCE && program.isAlive(); i++) {
            if (TinyFleet.checkpointIsThere(folder.resolve(results))) {
                return;
            }
            Thread.sleep(100);
        }
    }

    private static boolean works(ProcessHandle executor) {
        return executor.isAlive() && executor.children().findAny().isPresent();
    }

    /** An executor that works on a clip; none where the program ends without one. */
    private static Optional<ProcessHandle> executor(Process program) throws Exception {
        for (int i = 0; i < PATIENCE && program.isAlive(); i++) {
            Optional<ProcessHandle> found =
                    cluster.executors().stream().filter(FleetSparkIT::works).findFirst();
            if (found.isPresent()) {
                return found;
            }
            Thread.sleep(100);
        }
        assertThat(program.isAlive()).as("whether a clip is waited for in vain").isFalse();
        return Optional.empty();
    }
}
