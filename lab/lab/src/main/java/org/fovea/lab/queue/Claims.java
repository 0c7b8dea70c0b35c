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
    /** Most steps that are examined at once. */
    private static final int MOST = 50;

    private static final int WRITE_TRIES = 5;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

    private final LabDatabase database;
    private final WorkerSettings settings;

    Claims(LabDatabase database, WorkerSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Steps that could begin, in the order in which they should; the first {@link #MOST}. */
    List<Job> due(Needs offer, boolean fitting) {
        return database.jdbi()
                .withHandle(handle -> JobRows.list(JobRows.jobs(
                                handle,
                                "WHERE j.state = 'QUEUED' AND j.not_before <= :now AND " + (fitting ? "" : "NOT ")
                                        + "(j.cores <= :cores AND j.memory_mb <= :memory AND j.gpu <= :gpu)"
                                        + " ORDER BY j.priority DESC, j.created, j.id LIMIT " + MOST)
                        .bind("now", System.currentTimeMillis())
                        .bind("cores", offer.cores())
                        .bind("memory", offer.memoryMb())
                        .bind("gpu", offer.gpu() ? 1 : 0)));
    }

    /** Whether the lab is paused. */
    boolean paused() {
        return database.jdbi().withHandle(Control::paused);
    }

    /**
     * Claims a job that is queued.
     *
     * @return nothing where the lab or its study is paused, or another worker was faster, or nothing is left to do for
     *     it
     */
    Optional<Claim> claim(Job job) {
        return database.ledger().transactionWith((ledger, handle) -> {
            if (Control.paused(handle)) {
                return Optional.empty();
            }
            if (Control.paused(handle, job.study())) {
                block(handle, job, Transitions.Hold.PAUSE, "its study is paused"); // it was handed back since
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
     * Queues again the steps of lost workers, and those that waited for a worker with what this one has.
     *
     * @return experiments whose workers were lost; some may be given up now
     */
    List<String> repair() {
        boolean anything = database.jdbi()
                .withHandle(handle -> !lost(handle).isEmpty() || !suited(handle).isEmpty());
        if (!anything) {
            return List.of();
        }
        return database.ledger().transactionWith((_, handle) -> {
            List<Job> lost = lost(handle);
            lost.forEach(job -> takeOver(handle, job));
            suited(handle).forEach(job -> Transitions.ready(handle, job.id(), job.study()));
            return lost.stream().map(Job::experiment).toList();
        });
    }

    private List<Job> lost(Handle handle) {
        return JobRows.list(JobRows.jobs(handle, "WHERE j.state = 'RUNNING' AND COALESCE(j.heartbeat, 0) <= :silent")
                .bind("silent", System.currentTimeMillis() - settings.patience().toMillis()));
    }

    private List<Job> suited(Handle handle) {
        return JobRows.list(JobRows.jobs(handle, "WHERE j.state = 'BLOCKED' AND j.hold = 'NEEDS'")).stream()
                .filter(job -> job.needs().fits(settings.offer()))
                .toList();
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

    /** Writes why a job that is queued does not begin. */
    void note(Job job, String because) {
        if (!job.blockedBecause().equals(Optional.of(because))) {
            database.jdbi()
                    .useHandle(handle -> handle.execute(
                            "UPDATE job SET blocked_because = ? WHERE id = ? AND state = 'QUEUED'", because, job.id()));
        }
    }

    /** Lets a job wait for a worker that has what it needs. */
    void blockForNeeds(Job job, String because) {
        database.ledger().transactionWith((_, handle) -> block(handle, job, Transitions.Hold.NEEDS, because));
    }

    private static boolean block(Handle handle, Job job, Transitions.Hold hold, String because) {
        boolean queued = JobRows.job(handle, job.id())
                .filter(now -> now.state() == JobState.QUEUED)
                .isPresent();
        if (queued) {
            Transitions.block(handle, job.id(), hold, because);
        }
        return queued;
    }

    /** Why no worker can do a job, if none can. */
    Optional<String> nobodyHas(Needs needs) {
        return database.jdbi().withHandle(handle -> Workers.missing(handle, needs, Instant.now()));
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
