package org.fovea.lab.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.fovea.lab.Records;
import org.fovea.lab.queue.Judge.Wanted;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A lab with a queue in some database. */
abstract class QueueLab {
    static final int PAIRS = 10;
    static final Benchmark BENCHMARK = Records.benchmark("queue", PAIRS);
    static final Judge CONTENT = (ledger, experiment, run) -> List.of();
    static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path lab;

    String url;
    LabDatabase database;
    Ledger ledger;
    JobQueue queue;
    ScriptedWorkshop workshop = new ScriptedWorkshop(1);
    private final List<LabWorker> workers = new ArrayList<>();

    /** URL of a new, empty database. */
    abstract String newDatabase() throws Exception;

    @BeforeEach
    void open() throws Exception {
        url = newDatabase();
        database = LabDatabase.open(url);
        ledger = database.ledger();
        queue = new JobQueue(database);
        ledger.add(BENCHMARK);
    }

    @AfterEach
    void close() {
        workers.forEach(LabWorker::close);
        if (database != null) {
            database.close();
        }
    }

    static WorkerSettings settings(String name, Needs offer) {
        return new WorkerSettings(
                name, offer, Duration.ofMillis(200), 4, Duration.ofMillis(30), Duration.ofMillis(100), 100);
    }

    static Needs cores(int cores) {
        return new Needs(cores, 4096);
    }

    LabWorker worker(String name, int cores) {
        return worker(settings(name, cores(cores)), CONTENT);
    }

    LabWorker worker(WorkerSettings settings, Judge judge) {
        LabWorker worker = new LabWorker(database, queue, lab, workshop, judge, settings);
        workers.add(worker);
        worker.start();
        return worker;
    }

    Experiment experiment(int number) {
        return experiment(number, Optional.empty());
    }

    Experiment experiment(int number, Optional<String> study) {
        return experiment(ledger, number, study);
    }

    static Experiment experiment(Ledger ledger, int number, Optional<String> study) {
        Candidate candidate = Records.candidate("seed", "" + number);
        ledger.add(candidate);
        return new Experiment(BENCHMARK.key(), candidate.key(), study, 0, Map.of(), Subset.all(PAIRS), Built.CLIP, 0);
    }

    Experiment enqueued(int number) {
        Experiment experiment = experiment(number);
        enqueue(List.of(experiment));
        return experiment;
    }

    List<Experiment> experiments(int count) {
        return IntStream.range(0, count).mapToObj(this::experiment).toList();
    }

    String study(String name) {
        Study study = new Study(name, BENCHMARK.key(), "plan: " + name, Author.person("Ada"), Records.NOON);
        return ledger.add(study).key();
    }

    void enqueue(List<Experiment> experiments) {
        queue.enqueue(experiments.stream()
                .map(experiment -> new Wanted(experiment, 0))
                .toList());
    }

    Job step(Experiment experiment, Step step) {
        return queue.steps(experiment.hash()).get(step.ordinal());
    }

    ExperimentState state(Experiment experiment) {
        return queue.find(experiment.hash()).orElseThrow().state();
    }

    void awaitState(Experiment experiment, ExperimentState state) throws Exception {
        await(
                () -> state(experiment) == state,
                () -> queue.steps(experiment.hash()).toString());
    }

    void awaitDone(List<Experiment> experiments) throws Exception {
        for (Experiment experiment : experiments) {
            awaitState(experiment, ExperimentState.SUCCEEDED);
        }
    }

    static void await(Callable<Boolean> condition, Callable<String> otherwise) throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(otherwise.call()).isLessThan(end);
            Thread.sleep(10);
        }
    }

    List<String> callsOf(String step) {
        return workshop.calls.stream()
                .filter(call -> call.startsWith(step + " "))
                .toList();
    }
}
