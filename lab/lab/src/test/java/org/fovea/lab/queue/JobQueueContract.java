package org.fovea.lab.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.fovea.testkit.Thrown.assertThrown;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.lab.Records;
import org.fovea.lab.queue.Judge.Wanted;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.LedgerException;
import org.junit.jupiter.api.Test;

/** What a queue does in every database, without anybody who works. */
abstract class JobQueueContract extends QueueLab {
    @Test
    void an_experiment_is_queued_once_with_all_its_steps() {
        Experiment experiment = experiment(1);
        Experiment ofAStudy = experiment(1, Optional.of(study("s")));
        assertThat(queue.enqueue(List.of(new Wanted(experiment, 3), new Wanted(ofAStudy, 9))))
                .isOne();
        assertThat(queue.steps(experiment.hash()))
                .extracting(Job::step, Job::state, Job::priority)
                .containsExactly(
                        tuple(Step.BUILD, JobState.QUEUED, 3),
                        tuple(Step.PACK, JobState.BLOCKED, 3),
                        tuple(Step.INFLATE, JobState.BLOCKED, 3),
                        tuple(Step.SCORE, JobState.BLOCKED, 3),
                        tuple(Step.JUDGE, JobState.BLOCKED, 3));
        assertThat(queue.steps(experiment.hash()))
                .extracting(Job::blockedBecause)
                .containsExactly(
                        Optional.empty(),
                        Optional.of("waits for build"),
                        Optional.of("waits for pack"),
                        Optional.of("waits for inflate"),
                        Optional.of("waits for score"));
        assertThat(queue.find(experiment.hash()).orElseThrow().experiment()).isEqualTo(experiment);
        assertThat(queue.ofCandidate(experiment.candidate()))
                .extracting(QueuedExperiment::hash)
                .containsExactly(experiment.hash());
        assertThat(queue.ofCandidate(Records.hash("nobody"))).isEmpty();
        assertThat(queue.contradictions()).isEmpty();
    }

    @Test
    void what_the_ledger_does_not_know_is_refused() {
        Experiment stranger = new Experiment(
                BENCHMARK.key(),
                Records.hash("nobody"),
                Optional.empty(),
                0,
                Map.of(),
                Subset.all(PAIRS),
                Built.CLIP,
                0);
        assertThatThrownBy(() -> enqueue(List.of(experiment(1), stranger)))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("no candidate " + Records.hash("nobody") + " in the ledger; add it");
        assertThat(queue.status().experiments()).isEmpty();
    }

    @Test
    void an_experiment_that_is_given_up_is_skipped_and_can_be_taken_up_again() {
        Experiment experiment = enqueued(1);
        assertThrown(LedgerException.class, () -> queue.skip(experiment.hash(), " "));
        queue.skip(experiment.hash(), "the idea was wrong");
        assertThat(queue.steps(experiment.hash()))
                .allMatch(job -> job.state() == JobState.SKIPPED)
                .allMatch(job -> job.blockedBecause().equals(Optional.of("the idea was wrong")));
        assertThat(state(experiment)).isEqualTo(ExperimentState.SKIPPED);
        assertThat(queue.status().skipped())
                .extracting(Job::id, Job::blockedBecause)
                .containsExactly(tuple(experiment.hash() + ":build", Optional.of("the idea was wrong")));
        assertThat(queue.contradictions()).isEmpty();
        assertThatThrownBy(() -> queue.skip(experiment.hash(), "again"))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("nothing is left to do");
        queue.retry(experiment.hash());
        assertThat(step(experiment, Step.BUILD).state()).isEqualTo(JobState.QUEUED);
        assertThat(queue.contradictions()).isEmpty();
        assertThrown(LedgerException.class, () -> queue.retry(experiment.hash()), "neither failed nor was given up");
        assertThrown(LedgerException.class, () -> queue.retry(Records.hash("x")));
    }

    @Test
    void what_was_given_up_begins_again_for_the_next_study_that_asks_for_it() {
        Experiment experiment = experiment(1, Optional.of(study("one")));
        enqueue(List.of(experiment));
        queue.skip(experiment.hash(), "too slow");
        String other = study("other");
        List<Wanted> wanted = List.of(new Wanted(experiment(1, Optional.of(other)), 0));
        ledger.transactionWith((held, handle) -> {
            queue.enqueue(held, handle, wanted);
            return true;
        });
        assertThat(state(experiment)).as("not for a judge").isEqualTo(ExperimentState.SKIPPED);
        assertThat(queue.enqueue(wanted)).isOne();
        assertThat(queue.enqueue(wanted)).isZero();
        assertThat(step(experiment, Step.BUILD).state()).isEqualTo(JobState.QUEUED);
        assertThat(step(experiment, Step.BUILD).study()).contains(other);
        assertThat(queue.open(other).getFirst().experiment().study()).contains(other);
        assertThat(queue.contradictions()).isEmpty();
    }

    @Test
    void higher_priorities_are_due_first() {
        List<Experiment> all = experiments(3);
        enqueue(all.subList(0, 2));
        queue.enqueue(List.of(new Wanted(all.get(2), 7)));
        assertThat(queue.status().waiting().getFirst().experiment())
                .isEqualTo(all.get(2).hash());
        assertThat(new Claims(database, settings("w", cores(1))).due(cores(1)))
                .extracting(Job::id)
                .startsWith(all.get(2).hash() + ":build");
    }

    @Test
    void who_was_thought_dead_cannot_write() {
        Experiment experiment = enqueued(1);
        Claims sleepy = new Claims(database, settings("sleepy", cores(1)));
        Claims other = new Claims(database, settings("other", cores(1)));
        Job job = step(experiment, Step.BUILD);
        Claim old = sleepy.claim(job).orElseThrow();
        assertThat(other.claim(job)).isEmpty();
        other.repair();
        assertThat(step(experiment, Step.BUILD).state())
                .as("its heartbeat is fresh")
                .isEqualTo(JobState.RUNNING);
        silence(job);
        other.repair();
        assertThat(step(experiment, Step.BUILD).state()).isEqualTo(JobState.QUEUED);
        Claim fresh = other.claim(step(experiment, Step.BUILD)).orElseThrow();
        assertThat(sleepy.beat(new RunningStep(old))).isFalse();
        assertThat(other.beat(new RunningStep(fresh))).isTrue();
        List<Runnable> writes = List.of(
                () -> write(handle -> Transitions.succeed(handle, old, "{}", Instant.now())),
                () -> write(handle -> Transitions.fail(handle, old, "x", Instant.now())),
                () -> write(handle -> Transitions.handBack(handle, old, Instant.now())),
                () -> write(handle -> Transitions.retryLater(handle, old, "x", Instant.now(), Instant.now())),
                () -> write(handle -> Transitions.sendBack(handle, old, Step.BUILD, "x", Instant.now())));
        for (Runnable write : writes) {
            assertThrown(Claim.LostException.class, write::run);
        }
        assertThat(step(experiment, Step.BUILD).state()).isEqualTo(JobState.RUNNING);
        assertThat(step(experiment, Step.BUILD).worker()).contains("other");
        assertThat(step(experiment, Step.BUILD).deaths()).isOne();
        write(handle -> Transitions.succeed(handle, fresh, "{}", Instant.now()));
        assertThat(step(experiment, Step.PACK).state()).isEqualTo(JobState.QUEUED);
        assertThrown(Claim.LostException.class, writes.getFirst()::run);
    }

    @Test
    void a_step_that_costs_too_many_workers_is_given_up() {
        Experiment experiment = enqueued(1);
        WorkerSettings settings = new WorkerSettings(
                "w", cores(1), Duration.ofMillis(200), 4, Duration.ofMillis(30), Duration.ofMillis(100), 1);
        Claims claims = new Claims(database, settings);
        for (int death = 0; death < 2; death++) {
            assertThat(claims.claim(step(experiment, Step.BUILD))).isPresent();
            silence(step(experiment, Step.BUILD));
            claims.repair();
        }
        assertThat(state(experiment)).isEqualTo(ExperimentState.FAILED);
        assertThat(step(experiment, Step.BUILD).error().orElseThrow())
                .startsWith("2 workers were lost over it, the last was w; look for what kills them");
        assertThat(queue.contradictions()).isEmpty();
        queue.retry(experiment.hash());
        assertThat(step(experiment, Step.BUILD).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void status_knows_how_long_things_take() {
        List<Experiment> all = experiments(3);
        enqueue(all);
        Claims claims = new Claims(database, settings("w", cores(1)));
        database.jdbi().useHandle(handle -> Workers.register(handle, settings("w", cores(2)), Instant.now()));
        assertThat(queue.status().remaining()).isEmpty();
        for (Step step : Step.values()) {
            Claim claim = claims.claim(step(all.get(0), step)).orElseThrow();
            write(handle -> Transitions.succeed(handle, claim, "{}", Instant.now()));
        }
        database.jdbi()
                .useHandle(handle ->
                        handle.execute("UPDATE job SET started = finished - 10000" + " WHERE state = 'SUCCEEDED'"));
        Claim running = claims.claim(step(all.get(1), Step.BUILD)).orElseThrow();
        RunningStep step = new RunningStep(running);
        step.update("training", 30, 40);
        claims.beat(step);
        QueueStatus status = queue.status();
        assertThat(status.running()).hasSize(1);
        QueueStatus.Running only = status.running().getFirst();
        assertThat(only.job().progress()).contains(new Job.Progress("training", 30, 40));
        assertThat(only.remaining()).contains(Duration.ofMillis(2500));
        // 2.5 s of this build, and 4 and 5 steps of 10 s, on two cores.
        assertThat(status.remaining()).contains(Duration.ofMillis(46_250));
        assertThat(status.experiments())
                .containsEntry(ExperimentState.SUCCEEDED, 1L)
                .containsEntry(ExperimentState.OPEN, 2L);
        assertThat(status.workers()).hasSize(1);
    }

    @Test
    void status_is_quick_with_a_hundred_thousand_finished_experiments() {
        enqueue(experiments(30));
        int count = 100_000;
        fill(count);
        queue.status();
        long begin = System.nanoTime();
        int times = 5;
        for (int i = 0; i < times; i++) {
            QueueStatus status = queue.status();
            assertThat(status.experiments()).containsEntry(ExperimentState.SUCCEEDED, (long) count);
            assertThat(status.waitingCount()).isEqualTo(30);
        }
        double milliseconds = (System.nanoTime() - begin) / 1e6 / times;
        System.out.printf("%s: status %.1f ms%n", getClass().getSimpleName(), milliseconds);
        assertThat(milliseconds).as("milliseconds for a status").isLessThan(300);
    }

    private void fill(int count) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("INSERT INTO experiment"
                    + " (hash, document, benchmark, candidate, study, pairs, priority, state, created)"
                    + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + count + ")"
                    + " SELECT 'done' || i, '{}', '" + BENCHMARK.key() + "', 'c', NULL, 10, 0, 'SUCCEEDED', i FROM n");
            for (Step step : Step.values()) {
                handle.execute("INSERT INTO job (id, experiment, step, place, benchmark, candidate, pairs, created, "
                        + "state, priority, cores,"
                        + " memory_mb, gpu, most_attempts, worker, begun, started, heartbeat, finished, result)"
                        + " SELECT hash || ':" + JobRows.word(step) + "', hash, '" + step + "', "
                        + step.ordinal()
                        + ", benchmark, candidate, 10, created, 'SUCCEEDED', 0, 1, 1000, 0, 4, 'w', "
                        + "created, created, created,"
                        + " created + 5000, '{}' FROM experiment WHERE state = 'SUCCEEDED'");
            }
        });
    }

    private void silence(Job job) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("UPDATE job SET heartbeat = 1 WHERE id = :id")
                        .bind("id", job.id())
                        .execute());
    }

    private void write(Consumer<org.jdbi.v3.core.Handle> work) {
        ledger.transactionWith((_, handle) -> {
            work.accept(handle);
            return true;
        });
    }
}
