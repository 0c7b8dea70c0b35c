package org.fovea.lab.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.queue.Judge.Wanted;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two workers in processes of their own, killed, ended by signals and stopped at moments drawn by lot.
 * {@code -Dfovea.lab.kills=30} kills as many on PostgreSQL.
 */
@Tag("slow")
final class KilledWorkersTest {
    private static final int KILLS = Integer.getInteger("fovea.lab.kills", 6);
    private static final int EXPERIMENTS = 30;
    private static final Duration AT_MOST = Duration.ofSeconds(90);

    @TempDir
    private Path lab;

    private final List<Process> processes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> killed = new ArrayList<>();
    private final Random random = new Random(20260501);
    private String url;
    private int born;
    private int partMilliseconds;

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    @Tag("even")
    void kills_do_no_harm_on_postgres() throws Exception {
        url = TestPostgres.newDatabase();
        survive(KILLS, 2, 25);
    }

    @Test
    @Tag("odd")
    void kills_do_no_harm_on_sqlite() throws Exception {
        url = "jdbc:sqlite:" + lab.resolve("lab.db");
        survive(6, 2, 15);
    }

    private void survive(int kills, int stops, int milliseconds) throws Exception {
        long begin = System.nanoTime();
        partMilliseconds = milliseconds;
        try (LabDatabase database = LabDatabase.open(url)) {
            Ledger ledger = database.ledger();
            JobQueue queue = new JobQueue(database);
            ledger.add(QueueLab.BENCHMARK);
            List<Experiment> all = new ArrayList<>();
            for (int i = 0; i < EXPERIMENTS; i++) {
                all.add(QueueLab.experiment(ledger, i, Optional.empty()));
            }
            queue.enqueue(all.stream()
                    .map(experiment ->
                            new Wanted(experiment, experiment.candidate().charAt(0) % 3))
                    .toList());
            all.stream()
                    .filter(WorkerProcess::repeated)
                    .map(WorkerProcess::repetition)
                    .toList()
                    .forEach(all::add);
            begin(0);
            begin(1);
            torment(queue, kills, stops);
            int whileTormented = ledger.runs(RunQuery.all()).size();
            awaitEnd(queue, all.size());
            for (Process process : List.copyOf(processes)) {
                process.getOutputStream().close();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
            check(database, queue, all);
            System.out.printf(
                    "%s: %d kills and %d stops in %.0f s, %d of %d runs made meanwhile, %d steps taken over%n",
                    database.dialect(),
                    kills,
                    stops,
                    (System.nanoTime() - begin) / 1e9,
                    whileTormented,
                    all.size(),
                    deaths(database));
            assertThat(deaths(database)).as("steps whose worker was lost").isPositive();
        }
    }

    private void begin(int place) throws IOException {
        String name = "worker-" + place + "-" + born++;
        Process process = new ProcessBuilder(
                        "env",
                        "--default-signal=INT", // which a shell ignores in the background
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx200m",
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName(),
                        url,
                        lab.toString(),
                        name,
                        "2",
                        "" + partMilliseconds)
                .redirectErrorStream(true)
                .redirectOutput(lab.resolve(name + ".log").toFile())
                .start();
        if (processes.size() <= place) {
            processes.add(process);
            names.add(name);
        } else {
            processes.set(place, process);
            names.set(place, name);
        }
    }

    private void torment(JobQueue queue, int kills, int stops) throws Exception {
        for (int i = 0; i < kills + stops; i++) {
            int place = random.nextInt(processes.size());
            Process process = processes.get(place);
            boolean stop = i % (kills / stops) == 2 && i < stops * (kills / stops);
            if (stop || random.nextBoolean()) {
                awaitWork(queue, names.get(place));
                Thread.sleep(random.nextInt(150));
            } else {
                Thread.sleep(random.nextInt(1000)); // perhaps while it begins
            }
            if (stop) {
                signal("-STOP", process);
                Thread.sleep(2000); // lost after 0.8 s without a heartbeat
                signal("-CONT", process);
            } else {
                String name = names.get(place);
                String signal = List.of("-KILL", "-TERM", "-INT").get(i % 3);
                signal(signal, process);
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                if (signal.equals("-KILL")) {
                    killed.add(name);
                } else {
                    assertThat(shown(queue, name))
                            .as("%s ended by %s", name, signal)
                            .isEmpty();
                }
                begin(place);
            }
            for (String gone : killed) {
                if (lost(queue, gone)) {
                    assertThat(shown(queue, gone)).as("%s killed", gone).isEmpty();
                }
            }
        }
    }

    private static void signal(String signal, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, "" + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Steps that are shown as running of a worker, and the worker where it is shown as alive. */
    private static List<String> shown(JobQueue queue, String name) {
        QueueStatus status = queue.status();
        List<String> shown = new ArrayList<>();
        status.running().stream()
                .map(QueueStatus.Running::job)
                .filter(job -> job.worker().equals(Optional.of(name)))
                .forEach(job -> shown.add(job.id()));
        status.workers().stream()
                .filter(worker -> worker.name().equals(name))
                .forEach(worker -> shown.add(worker.name()));
        return shown;
    }

    private static boolean lost(JobQueue queue, String name) {
        return queue.status().workers().stream()
                .noneMatch(worker -> worker.name().equals(name));
    }

    /** Waits until a worker is in the middle of a step, or nothing is left to do. */
    private void awaitWork(JobQueue queue, String name) throws Exception {
        QueueLab.await(
                () -> {
                    QueueStatus status = queue.status();
                    return status.running().stream()
                                    .anyMatch(running -> running.job().worker().equals(Optional.of(name)))
                            || status.experiments().getOrDefault(ExperimentState.OPEN, 0L) == 0;
                },
                () -> name + " does nothing: " + Files.readString(lab.resolve(name + ".log")) + queue.status());
    }

    private static void awaitEnd(JobQueue queue, int count) throws Exception {
        long end = System.nanoTime() + AT_MOST.toNanos();
        while (queue.status().experiments().getOrDefault(ExperimentState.SUCCEEDED, 0L) < count) {
            assertThat(System.nanoTime()).as(queue.status().toString()).isLessThan(end);
            Thread.sleep(50);
        }
    }

    private static long deaths(LabDatabase database) {
        return number(database, "SELECT SUM(deaths) FROM job");
    }

    private static long number(LabDatabase database, String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private void check(LabDatabase database, JobQueue queue, List<Experiment> all) throws Exception {
        Ledger ledger = database.ledger();
        assertThat(ledger.count(RecordKind.RUN)).isEqualTo(all.size());
        assertThat(ledger.all(Note.class)).as("each run was judged once").hasSize(all.size());
        assertThat(queue.contradictions()).isEmpty();
        assertThat(queue.status().experiments()).isEqualTo(Map.of(ExperimentState.SUCCEEDED, (long) all.size()));
        assertThat(number(database, "SELECT COUNT(*) FROM job WHERE state <> 'SUCCEEDED'"))
                .isZero();
        ArtifactStore artifacts = new ArtifactStore(lab);
        for (Experiment experiment : all) {
            Run run = ledger.runOfJob(experiment.hash()).orElseThrow().record();
            assertThat(run.pairs())
                    .isEqualTo(ScriptedWorkshop.costs(
                            experiment.hash(), experiment.subset().pairs()));
            assertThat(run.artifacts()).hasSize(3);
            for (Artifact file : run.artifacts()) {
                assertThat(artifacts.verified(file)).exists();
            }
            // A database that is busy for long on a machine that is, too, may cost an attempt, which is then made
            // again.
            new String(artifacts.read(run.artifact(Artifact.LOG).orElseThrow()), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("failed:"))
                    .forEach(System.out::println);
            assertThat(artifacts.read(run.artifact(Artifact.SCORE).orElseThrow()))
                    .asString()
                    .contains(experiment.hash());
        }
        for (Path unfinished : leftOver()) { // a killed worker leaves its files for two days
            Files.setLastModifiedTime(unfinished, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        }
        LabWorker.removeFiles(database, artifacts, new WorkFolder(lab));
        assertThat(leftOver()).isEmpty();
    }

    private List<Path> leftOver() throws IOException {
        try (Stream<Path> files = Files.walk(lab)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".part") || file.startsWith(lab.resolve("work")))
                    .toList();
        }
    }
}
