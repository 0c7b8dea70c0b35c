package org.fovea.lab.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.fovea.lab.Records;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.queue.Judge.Wanted;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.junit.jupiter.api.Test;

/** What workers do in every database. */
abstract class LabWorkerContract extends QueueLab {
    /** Lets a step fail so many times. */
    private static final class FaultyWorkshop extends ScriptedWorkshop {
        private final String faulty;
        private final AtomicInteger left;
        private final Exception failure;

        FaultyWorkshop(String faulty, int count, Exception failure) {
            super(1);
            this.faulty = faulty;
            this.left = new AtomicInteger(count);
            this.failure = failure;
        }

        @Override
        void begins(String step, Task task) throws IOException {
            if (step.equals(faulty) && left.getAndDecrement() > 0) {
                if (failure instanceof IOException known) {
                    throw known;
                }
                throw (RuntimeException) failure;
            }
        }
    }

    /** Holds steps until it is opened. */
    private static final class GatedWorkshop extends ScriptedWorkshop {
        final CountDownLatch inside = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);
        private final String held;

        GatedWorkshop(String held) {
            super(1);
            this.held = held;
        }

        @Override
        void begins(String step, Task task) throws InterruptedException {
            if (step.equals(held)) {
                inside.countDown();
                assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private Run run(Experiment experiment) {
        return ledger.runOfJob(experiment.hash()).orElseThrow().record();
    }

    private void assertClean() throws Exception {
        // An experiment is closed a moment before its last step is.
        await(() -> queue.contradictions().isEmpty(), () -> String.join(", ", queue.contradictions()));
        await(() -> workFiles() == 0, () -> "files are left in the work folder");
    }

    private long workFiles() throws IOException {
        Path work = lab.resolve("work");
        if (!Files.isDirectory(work)) {
            return 0;
        }
        try (Stream<Path> rest = Files.walk(work)) {
            return rest.filter(Files::isRegularFile).count();
        } catch (UncheckedIOException e) {
            return 1; // something is just being removed
        }
    }

    @Test
    void an_experiment_becomes_a_run_with_its_files() throws Exception {
        Experiment experiment = experiment(42);
        enqueue(List.of(experiment));
        worker("one", 1);
        awaitState(experiment, ExperimentState.SUCCEEDED);
        Run run = run(experiment);
        assertThat(run.pairs())
                .isEqualTo(
                        ScriptedWorkshop.costs(experiment.hash(), run.subset().pairs()));
        assertThat(run.job()).contains(experiment.hash());
        assertThat(run.candidate()).isEqualTo(experiment.candidate());
        assertThat(run.seeds()).isEmpty(); // "42" is a text there
        assertThat(run.bytes()).isEqualTo(new Run.Bytes(1000, Optional.of(0L), BENCHMARK.originalBytes()));
        assertThat(run.started()).isBefore(run.ended());
        assertThat(run.frames()).isPresent();
        ArtifactStore artifacts = new ArtifactStore(lab);
        assertThat(run.artifacts())
                .extracting(Artifact::role)
                .containsExactly(Artifact.ARCHIVE, Artifact.SCORE, Artifact.LOG);
        assertThat(artifacts.read(run.artifact(Artifact.SCORE).orElseThrow()))
                .asString()
                .isEqualTo("{\"scored\":\"" + experiment.hash() + "\"}");
        assertThat(artifacts.read(run.artifact(Artifact.LOG).orElseThrow()))
                .asString()
                .contains(" one build #1: begins\n", " one inflate #1: is done\n");
        assertThat(artifacts.read(run.artifact(Artifact.ARCHIVE).orElseThrow())).hasSize(1000);
        assertThat(queue.steps(experiment.hash())).allMatch(job -> job.state() == JobState.SUCCEEDED);
        assertThat(workshop.calls)
                .containsExactly(Stream.of("build", "pack", "inflate", "score")
                        .map(step -> step + " " + experiment.hash())
                        .toArray(String[]::new));
        await(() -> !Files.exists(lab.resolve("work").resolve(experiment.hash())), () -> "its folder is left");
        assertClean();
    }

    @Test
    void higher_priorities_come_first() throws Exception {
        List<Experiment> all = experiments(6);
        List<Integer> priorities = List.of(1, 5, 3, 6, 2, 4);
        for (int i = 0; i < all.size(); i++) {
            queue.enqueue(List.of(new Wanted(all.get(i), priorities.get(i))));
        }
        worker("one", 1);
        awaitDone(all);
        List<String> expected = new ArrayList<>();
        for (int priority = 6; priority >= 1; priority--) {
            expected.add("build " + all.get(priorities.indexOf(priority)).hash());
        }
        assertThat(callsOf("build")).isEqualTo(expected);
        assertThat(workshop.calls.subList(0, 4))
                .as("an experiment is brought to its end before the next one begins")
                .allMatch(call -> call.endsWith(all.get(3).hash()));
    }

    @Test
    void no_more_runs_at_once_than_there_are_cores() throws Exception {
        workshop = new ScriptedWorkshop(10);
        List<Experiment> all = experiments(4);
        enqueue(all);
        worker("two", 2);
        awaitDone(all);
        assertThat(workshop.mostAtOnce.get()).isEqualTo(2);
        workshop.mostAtOnce.set(0);
        queue = new JobQueue(database, _ -> new Needs(2, 100), 3);
        List<Experiment> large = List.of(experiment(10), experiment(11));
        enqueue(large);
        awaitDone(large);
        assertThat(workshop.mostAtOnce.get()).isOne();
    }

    @Test
    void a_large_step_waits_for_room_and_small_ones_cannot_keep_it_from_beginning() throws Exception {
        GatedWorkshop gated = new GatedWorkshop("build");
        workshop = gated;
        enqueue(List.of(experiment(0)));
        worker("two", 2);
        assertThat(gated.inside.await(20, TimeUnit.SECONDS)).isTrue();
        queue = new JobQueue(database, _ -> new Needs(2, 100), 3);
        Experiment large = experiment(100);
        queue.enqueue(List.of(new Wanted(large, 1)));
        await(
                () -> step(large, Step.BUILD)
                        .blockedBecause()
                        .equals(Optional.of("waits until cores and memory are free")),
                () -> queue.steps(large.hash()).toString());
        queue = new JobQueue(database);
        Experiment small = experiment(1);
        enqueue(List.of(small));
        Thread.sleep(300);
        assertThat(workshop.calls)
                .as("one core is free, and kept for the large one")
                .hasSize(1);
        gated.gate.countDown();
        awaitDone(List.of(experiment(0), large, small));
    }

    @Test
    void what_a_worker_has_not_waits_for_one_that_has() throws Exception {
        queue = new JobQueue(database, step -> new Needs(1, step == Step.INFLATE ? 32_768 : 10), 3);
        Experiment experiment = enqueued(1);
        worker("small", 1);
        await(() -> step(experiment, Step.PACK).state() == JobState.SUCCEEDED, () -> "pack");
        Thread.sleep(300);
        assertThat(step(experiment, Step.INFLATE).state()).isEqualTo(JobState.QUEUED);
        worker(settings("large", new Needs(1, 65_536)), CONTENT);
        awaitState(experiment, ExperimentState.SUCCEEDED);
        assertThat(step(experiment, Step.INFLATE).worker()).contains("large");
    }

    @Test
    void what_an_older_version_held_back_begins() throws Exception {
        Experiment experiment = enqueued(1);
        database.jdbi()
                .useHandle(
                        handle -> handle.execute("UPDATE job SET state = 'BLOCKED', hold = 'PAUSE' WHERE place = 0"));
        worker("one", 1);
        awaitState(experiment, ExperimentState.SUCCEEDED);
    }

    @Test
    void nothing_begins_while_paused_and_what_runs_is_finished() throws Exception {
        GatedWorkshop gated = new GatedWorkshop("build");
        workshop = gated;
        Experiment experiment = enqueued(1);
        worker("one", 1);
        assertThat(gated.inside.await(20, TimeUnit.SECONDS)).isTrue();
        queue.pause(true);
        assertThat(queue.status().paused()).isTrue();
        gated.gate.countDown();
        await(() -> step(experiment, Step.BUILD).state() == JobState.SUCCEEDED, () -> "build");
        Thread.sleep(400);
        assertThat(step(experiment, Step.PACK).state()).isEqualTo(JobState.QUEUED);
        assertThat(workshop.calls).hasSize(1);
        queue.pause(false);
        awaitState(experiment, ExperimentState.SUCCEEDED);
    }

    @Test
    void a_failure_that_may_pass_is_tried_again_after_a_while() throws Exception {
        workshop = new FaultyWorkshop("inflate", 2, new IOException("no space left on device"));
        Experiment experiment = enqueued(1);
        worker("one", 1);
        List<String> errors = new ArrayList<>();
        await(
                () -> {
                    step(experiment, Step.INFLATE).error().ifPresent(errors::add);
                    return state(experiment) == ExperimentState.SUCCEEDED;
                },
                () -> queue.steps(experiment.hash()).toString());
        assertThat(errors).contains("no space left on device");
        assertThat(callsOf("inflate")).hasSize(3);
        assertThat(step(experiment, Step.INFLATE).attempt()).isEqualTo(2);
        Run run = run(experiment);
        assertThat(Duration.between(run.started(), run.ended()))
                .as("waits of 100 and 200 ms")
                .isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void a_failure_that_cannot_pass_ends_the_experiment_and_it_can_be_retried() throws Exception {
        workshop = new FaultyWorkshop("pack", 1, new IllegalArgumentException("section MASKS: 3 bytes too few"));
        Experiment experiment = enqueued(1);
        worker("one", 1);
        awaitState(experiment, ExperimentState.FAILED);
        assertThat(step(experiment, Step.PACK).state()).isEqualTo(JobState.FAILED);
        assertThat(step(experiment, Step.PACK).error()).contains("section MASKS: 3 bytes too few");
        assertThat(step(experiment, Step.PACK).attempt()).isOne();
        for (Step step : List.of(Step.INFLATE, Step.SCORE, Step.JUDGE)) {
            assertThat(step(experiment, step).state()).isEqualTo(JobState.SKIPPED);
            assertThat(step(experiment, step).blockedBecause()).contains("pack failed: section MASKS: 3 bytes too few");
        }
        assertThat(queue.status().failedCount()).isOne();
        assertThat(queue.contradictions()).isEmpty();
        queue.retry(experiment.hash());
        awaitState(experiment, ExperimentState.SUCCEEDED);
        assertThat(callsOf("build")).as("what was done is not done again").hasSize(1);
        assertClean();
    }

    @Test
    void a_step_that_fails_too_often_is_given_up_and_the_judge_may_ask_for_others() throws Exception {
        workshop = new FaultyWorkshop("score", 99, new IOException("the network is down"));
        queue = new JobQueue(database, _ -> new Needs(1, 10), 2);
        Experiment experiment = enqueued(1);
        Experiment other = experiment(2);
        worker(settings("one", cores(1)), new Judge() {
            @Override
            public List<Wanted> judge(Ledger inside, Experiment one, Numbered<Run> run) {
                return List.of();
            }

            @Override
            public List<Wanted> givenUp(Ledger inside, Experiment failed) {
                return failed.equals(experiment) ? List.of(new Wanted(other, 0)) : List.of();
            }
        });
        awaitState(experiment, ExperimentState.FAILED);
        await(() -> queue.find(other.hash()).isPresent(), () -> "nothing was asked for");
        awaitState(other, ExperimentState.FAILED);
        assertThat(callsOf("score")).hasSize(4);
        assertThat(ledger.count(RecordKind.RUN)).isZero();
    }

    @Test
    void a_running_experiment_can_be_given_up() throws Exception {
        GatedWorkshop gated = new GatedWorkshop("score");
        workshop = gated;
        Experiment experiment = enqueued(1);
        LabWorker worker = worker("one", 1);
        assertThat(gated.inside.await(20, TimeUnit.SECONDS)).isTrue();
        queue.skip(experiment.hash(), "no longer needed");
        await(() -> worker.running() == 0, () -> "it still runs");
        assertThat(state(experiment)).isEqualTo(ExperimentState.SKIPPED);
        assertThat(ledger.count(RecordKind.RUN)).isZero();
        assertThat(queue.contradictions()).isEmpty();
    }

    @Test
    void a_run_that_is_in_the_ledger_is_not_made_again_but_judged() throws Exception {
        Experiment experiment = experiment(1);
        Candidate candidate = ledger.find(Candidate.class, experiment.candidate())
                .orElseThrow()
                .record();
        Run base = Records.run(BENCHMARK, candidate, Subset.all(PAIRS), 500, 1, 1);
        Run known = base.toBuilder().job(Optional.of(experiment.hash())).build();
        Numbered<Run> held = ledger.add(known);
        enqueue(List.of(experiment));
        List<Numbered<Run>> judged = new ArrayList<>();
        worker(settings("one", cores(1)), (inside, one, run) -> {
            judged.add(run);
            return List.of();
        });
        awaitState(experiment, ExperimentState.SUCCEEDED);
        assertThat(workshop.calls).isEmpty();
        assertThat(judged).containsExactly(held);
        assertThat(step(experiment, Step.SCORE).state()).isEqualTo(JobState.SKIPPED);
        assertThat(step(experiment, Step.SCORE).blockedBecause())
                .contains("its run " + held.label() + " is in the ledger");
        assertThat(ledger.count(RecordKind.RUN)).isOne();
        assertClean();
    }

    @Test
    void judging_asks_for_what_comes_next() throws Exception {
        Experiment first = experiment(0);
        Experiment second = experiment(1);
        Experiment third = experiment(2);
        Judge judge = (inside, experiment, run) -> {
            assertThat(inside.runOfJob(experiment.hash())).isPresent();
            return experiment.equals(first)
                    ? List.of(new Wanted(second, 1), new Wanted(first, 1))
                    : List.of(new Wanted(third, 2));
        };
        enqueue(List.of(first));
        worker(settings("one", cores(2)), judge);
        awaitDone(List.of(first));
        awaitDone(List.of(second, third));
        assertThat(ledger.count(RecordKind.RUN)).isEqualTo(3);
        assertClean();
    }

    @Test
    void what_a_judge_cannot_finish_is_not_written() throws Exception {
        Experiment experiment = enqueued(1);
        AtomicInteger calls = new AtomicInteger();
        worker(settings("one", cores(1)), (inside, one, run) -> {
            inside.add(new Note("half", "written", List.of(run.key()), Records.ADA, Records.NOON));
            calls.incrementAndGet();
            throw new IllegalStateException("a judge with a mistake");
        });
        awaitState(experiment, ExperimentState.FAILED);
        assertThat(step(experiment, Step.JUDGE).error()).contains("a judge with a mistake");
        assertThat(calls).hasValue(1);
        assertThat(ledger.count(RecordKind.NOTE)).isZero();
        assertThat(ledger.count(RecordKind.RUN)).isOne();
    }

    @Test
    void a_worker_that_is_closed_hands_its_step_back() throws Exception {
        workshop = new ScriptedWorkshop(150);
        Experiment experiment = enqueued(1);
        LabWorker worker = worker("one", 1);
        await(() -> workshop.calls.size() == 1, () -> "nothing runs");
        Thread.sleep(400); // some parts are done
        worker.close();
        assertThat(step(experiment, Step.BUILD).state()).isEqualTo(JobState.QUEUED);
        assertThat(step(experiment, Step.BUILD).blockedBecause()).contains("its worker was stopped");
        assertThat(step(experiment, Step.BUILD).attempt()).isZero();
        assertThat(queue.status().workers()).isEmpty();
        workshop.milliseconds = 1;
        worker("two", 1);
        awaitState(experiment, ExperimentState.SUCCEEDED);
        assertThat(step(experiment, Step.BUILD).deaths()).isZero();
        assertClean();
    }

    @Test
    void a_worker_whose_process_ends_hands_back_what_does_not_stop() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        workshop = new ScriptedWorkshop(1) {
            @Override
            void begins(String step, Task task) {
                inside.countDown();
                while (gate.getCount() > 0) {
                    Thread.interrupted(); // as native code, which does not see it
                    Thread.onSpinWait();
                }
            }
        };
        Experiment experiment = enqueued(1);
        LabWorker worker = worker("one", 1);
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(queue.status().running()).hasSize(1);
        worker.abandon();
        QueueStatus status = queue.status();
        gate.countDown();
        await(() -> worker.running() == 0, () -> "the step goes on");
        assertThat(status.running()).isEmpty();
        assertThat(status.workers()).isEmpty();
        assertThat(status.waiting()).extracting(Job::blockedBecause).containsExactly(Optional.of("waits for a worker"));
    }

    @Test
    void a_step_whose_worker_was_killed_is_not_shown_as_running() throws Exception {
        List<Experiment> all = experiments(2);
        enqueue(all);
        assertThat(new Claims(database, settings("gone", cores(1))).claim(step(all.getFirst(), Step.BUILD)))
                .isPresent();
        QueueStatus status = queue.status();
        assertThat(status.running()).isEmpty();
        assertThat(status.waitingCount()).isEqualTo(2);
        assertThat(status.waiting())
                .extracting(Job::state, job -> job.blockedBecause().orElse(""))
                .containsExactly(
                        tuple(JobState.QUEUED, "interrupted; waits for a worker"),
                        tuple(JobState.QUEUED, "waits for a worker"));
        assertThat(status.remaining()).isEmpty();
    }

    @Test
    void what_earlier_steps_made_is_made_again_where_it_is_gone() throws Exception {
        GatedWorkshop gated = new GatedWorkshop("inflate");
        workshop = gated;
        Experiment experiment = enqueued(1);
        worker("one", 1);
        assertThat(gated.inside.await(20, TimeUnit.SECONDS)).isTrue();
        queue.pause(true);
        gated.gate.countDown();
        await(() -> step(experiment, Step.INFLATE).state() == JobState.SUCCEEDED, () -> "inflate");
        remove(lab.resolve("work"));
        remove(lab.resolve("artifacts"));
        queue.pause(false);
        awaitState(experiment, ExperimentState.SUCCEEDED);
        assertThat(callsOf("build")).hasSize(2);
        assertThat(callsOf("inflate")).hasSize(2);
        assertThat(callsOf("score")).hasSize(1);
        ArtifactStore artifacts = new ArtifactStore(lab);
        for (Artifact file : run(experiment).artifacts()) {
            assertThat(artifacts.verified(file)).exists();
        }
        assertClean();
    }

    @Test
    void two_workers_do_nothing_twice() throws Exception {
        List<Experiment> all = experiments(20);
        enqueue(all);
        worker("one", 2);
        worker("two", 2);
        awaitDone(all);
        assertThat(workshop.calls).hasSize(80);
        assertThat(new HashSet<>(workshop.calls)).hasSize(80);
        assertThat(ledger.count(RecordKind.RUN)).isEqualTo(20);
        assertThat(all.stream().flatMap(each -> queue.steps(each.hash()).stream()))
                .extracting(job -> job.worker().orElseThrow())
                .contains("one", "two");
        assertClean();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
