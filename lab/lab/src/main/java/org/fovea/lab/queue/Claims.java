package org.fovea.lab.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.jdbi.v3.core.Handle;

/** How a worker gets the right to do a job, keeps it, and writes what came of it. */
final class Claims {
    private static final int MOST = 50;

    private static final int WRITE_TRIES = 5;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

    private final LabDatabase database;
    private final WorkerSettings settings;

    Claims(LabDatabase database, WorkerSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Steps that a worker could do, in the order in which they should begin; the first {@link #MOST}. */
    List<Job> due(Needs offer) {
        return database.jdbi()
                .withHandle(handle -> JobRows.list(JobRows.jobs(
                                handle,
                                "WHERE j.state = 'QUEUED' AND j.not_before <= :now"
                                        + " AND j.cores <= :cores AND j.memory_mb <= :memory"
                                        + " ORDER BY j.priority DESC, j.created, j.id LIMIT " + MOST)
                        .bind("now", System.currentTimeMillis())
                        .bind("cores", offer.cores())
                        .bind("memory", offer.memoryMb())));
    }

    boolean paused() {
        return database.jdbi().withHandle(JobRows::paused);
    }

    /**
     * Claims a job that is queued.
     *
     * @return nothing where the lab is paused, or another worker was faster, or nothing is left to do for it
     */
    Optional<Claim> claim(Job job) {
        return database.ledger().transactionWith((ledger, handle) -> {
            if (JobRows.paused(handle)) {
                return Optional.empty();
            }
            Optional<Numbered<Run>> run =
                    job.step() == Step.JUDGE ? Optional.empty() : ledger.runOfJob(job.experiment());
            if (run.isPresent()) {
                Transitions.skipToJudge(handle, job, run.get().label(), Instant.now());
                return Optional.empty();
            }
            return claim(handle, job);
        });
    }

    private Optional<Claim> claim(Handle handle, Job job) {
        long now = System.currentTimeMillis();
        int claimed = handle.execute(
                "UPDATE job SET state = 'RUNNING', token = token + 1, worker = ?,"
                        + " begun = COALESCE(begun, ?), started = ?, heartbeat = ?, finished = NULL,"
                        + " hold = NULL, blocked_because = NULL, doing = NULL, done = NULL, total = NULL"
                        + " WHERE id = ? AND state = 'QUEUED'",
                settings.name(),
                now,
                now,
                now,
                job.id());
        if (claimed != 1) {
            return Optional.empty();
        }
        long token = handle.select("SELECT token FROM job WHERE id = ?", job.id())
                .mapTo(Long.class)
                .one();
        return Optional.of(new Claim(
                JobRows.job(handle, job.id()).orElseThrow(),
                JobRows.experiment(handle, job.experiment()).orElseThrow(),
                token));
    }

    /**
     * Queues again the steps of lost workers.
     *
     * @return experiments whose workers were lost; some may be given up now
     */
    List<String> repair() {
        if (database.jdbi().withHandle(this::lost).isEmpty()) {
            return List.of();
        }
        return database.ledger().transactionWith((_, handle) -> {
            List<Job> lost = lost(handle);
            lost.forEach(job -> takeOver(handle, job));
            return lost.stream().map(Job::experiment).toList();
        });
    }

    private List<Job> lost(Handle handle) {
        return JobRows.list(JobRows.jobs(handle, "WHERE j.state = 'RUNNING' AND COALESCE(j.heartbeat, 0) <= :silent")
                .bind("silent", System.currentTimeMillis() - settings.patience().toMillis()));
    }

    private void takeOver(Handle handle, Job job) {
        String worker = job.worker().orElse("its worker");
        if (job.deaths() >= settings.mostDeaths()) {
            Transitions.giveUp(
                    handle,
                    job,
                    (job.deaths() + 1) + " workers were lost over it, the last was " + worker
                            + "; look for what kills them, then retry it",
                    Instant.now());
            return;
        }
        handle.execute(
                "UPDATE job SET state = 'QUEUED', token = token + 1, deaths = deaths + 1,"
                        + " doing = NULL, done = NULL, total = NULL, error = ? WHERE id = ?",
                "worker " + worker + " was lost",
                job.id());
    }

    /** Says that a step goes on; false where another worker has it. */
    boolean beat(RunningStep step) {
        Optional<Job.Progress> progress = step.latest();
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate("UPDATE job SET heartbeat = :now, doing = :doing,"
                                        + " done = :done, total = :total"
                                        + " WHERE id = :id AND token = :token AND state = 'RUNNING'")
                                .bind("now", System.currentTimeMillis())
                                .bind("doing", progress.map(Job.Progress::doing).orElse(null))
                                .bind("done", progress.map(Job.Progress::done).orElse(null))
                                .bind("total", progress.map(Job.Progress::total).orElse(null))
                                .bind("id", step.claim().job().id())
                                .bind("token", step.claim().token())
                                .execute()
                        == 1);
    }

    void note(Job job, String because) {
        if (!job.blockedBecause().equals(Optional.of(because))) {
            database.jdbi()
                    .useHandle(handle -> handle.execute(
                            "UPDATE job SET blocked_because = ? WHERE id = ? AND state = 'QUEUED'", because, job.id()));
        }
    }

    /**
     * Writes in one transaction, again where the database could not be reached for a moment.
     *
     * @throws Claim.LostException as the work does
     */
    <R> R write(BiFunction<Ledger, Handle, R> work) {
        for (int left = WRITE_TRIES - 1; ; left--) {
            try {
                return database.ledger().transactionWith(work);
            } catch (RuntimeException e) {
                if (left == 0 || !Failures.ofDatabase(e)) {
                    throw e;
                }
            }
            try {
                Thread.sleep(BETWEEN_TRIES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                left = Math.min(left, 1);
            }
        }
    }
}
