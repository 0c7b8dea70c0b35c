package org.fovea.lab.queue;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Every change of a job's state. Each method is called in a transaction that is the only writer of the ledger, so that
 * these changes never wait for each other in a circle. Those that take a {@link Claim} throw
 * {@link Claim.LostException} where it is no longer good.
 */
final class Transitions {
    private static final List<Step> STEPS = List.of(Step.values());

    private Transitions() {}

    static void succeed(Handle handle, Claim claim, String result, Instant now) {
        write(
                fenced(
                                handle,
                                claim,
                                "'SUCCEEDED', finished = :now, result = :result, error = NULL, blocked_because = NULL")
                        .bind("result", result),
                claim,
                now);
        next(handle, claim.job());
    }

    /** Gives up for good: later steps are skipped. */
    static void fail(Handle handle, Claim claim, String error, Instant now) {
        String changes = "'FAILED', attempt = attempt + 1, finished = :now, error = :error, blocked_because = NULL";
        write(fenced(handle, claim, changes).bind("error", error), claim, now);
        giveUpAfter(handle, claim.job(), error, now);
    }

    /** Fails, but may be tried again from some time on. */
    static void retryLater(Handle handle, Claim claim, String error, Instant when, Instant now) {
        String changes = "'QUEUED', attempt = attempt + 1, not_before = :when, error = :error,"
                + " blocked_because = 'is tried again after a failure'";
        write(fenced(handle, claim, changes).bind("when", when.toEpochMilli()).bind("error", error), claim, now);
    }

    /** Is not done yet; another worker may go on. */
    static void handBack(Handle handle, Claim claim, Instant now) {
        write(fenced(handle, claim, "'QUEUED', blocked_because = 'its worker was stopped'"), claim, now);
    }

    /** What an earlier step made is gone: goes back to that step. */
    static void sendBack(Handle handle, Claim claim, Step to, String error, Instant now) {
        String changes = "'BLOCKED', attempt = attempt + 1, error = :error, blocked_because = NULL";
        write(fenced(handle, claim, changes).bind("error", error), claim, now);
        Job job = claim.job();
        for (Step step : STEPS.subList(to.ordinal(), job.step().ordinal() + 1)) {
            block(handle, JobRows.id(job.experiment(), step), step);
        }
        ready(handle, JobRows.id(job.experiment(), to));
    }

    /** A run is in the ledger already: only judging is left. */
    static void skipToJudge(Handle handle, Job job, String run, Instant now) {
        handle.execute(
                "UPDATE job SET state = 'SKIPPED', token = token + 1, hold = NULL, finished = ?,"
                        + " blocked_because = ? WHERE experiment = ? AND place < ?"
                        + " AND state IN ('QUEUED', 'RUNNING', 'BLOCKED', 'FAILED')",
                now.toEpochMilli(),
                "its run " + run + " is in the ledger",
                job.experiment(),
                Step.JUDGE.ordinal());
        ready(handle, JobRows.id(job.experiment(), Step.JUDGE));
    }

    /** A worker that was lost too often: as {@link #fail}, without a claim. */
    static void giveUp(Handle handle, Job job, String error, Instant now) {
        handle.execute(
                "UPDATE job SET state = 'FAILED', token = token + 1, finished = ?, error = ?,"
                        + " deaths = deaths + 1, blocked_because = NULL WHERE id = ? AND state = 'RUNNING'",
                now.toEpochMilli(),
                error,
                job.id());
        giveUpAfter(handle, job, error, now);
    }

    static void skip(Handle handle, String experiment, String reason, Instant now) {
        skipOpen(handle, experiment, 0, reason, now);
        state(handle, experiment, ExperimentState.SKIPPED);
    }

    static void ready(Handle handle, String job) {
        handle.execute(
                "UPDATE job SET state = 'QUEUED', hold = NULL, blocked_because = NULL, not_before = 0,"
                        + " finished = NULL WHERE id = ?",
                job);
    }

    /** Lets the job of a step wait for the step before it. */
    static void block(Handle handle, String job, Step step) {
        handle.execute(
                "UPDATE job SET state = 'BLOCKED', hold = 'STEP', blocked_because = ?, finished = NULL,"
                        + " doing = NULL, done = NULL, total = NULL WHERE id = ?",
                waitsFor(step),
                job);
    }

    static void state(Handle handle, String experiment, ExperimentState state) {
        handle.execute("UPDATE experiment SET state = ? WHERE hash = ?", state.name(), experiment);
    }

    /** What a step waits for first of all, in words. */
    static String waitsFor(Step step) {
        return step == Step.BUILD ? "waits" : "waits for " + JobRows.word(STEPS.get(step.ordinal() - 1));
    }

    private static void next(Handle handle, Job job) {
        if (job.step() == Step.JUDGE) {
            state(handle, job.experiment(), ExperimentState.SUCCEEDED);
            return;
        }
        Step step = STEPS.get(job.step().ordinal() + 1);
        ready(handle, JobRows.id(job.experiment(), step));
    }

    private static void giveUpAfter(Handle handle, Job job, String error, Instant now) {
        skipOpen(
                handle,
                job.experiment(),
                job.step().ordinal() + 1,
                JobRows.word(job.step()) + " failed: " + error,
                now);
        state(handle, job.experiment(), ExperimentState.FAILED);
    }

    private static void skipOpen(Handle handle, String experiment, int from, String reason, Instant now) {
        handle.execute(
                "UPDATE job SET state = 'SKIPPED', token = token + 1, hold = NULL, finished = ?,"
                        + " blocked_because = ? WHERE experiment = ? AND place >= ?"
                        + " AND state IN ('QUEUED', 'RUNNING', 'BLOCKED')",
                now.toEpochMilli(),
                reason,
                experiment,
                from);
    }

    private static Update fenced(Handle handle, Claim claim, String stateAndMore) {
        return handle.createUpdate(
                        "UPDATE job SET hold = NULL, heartbeat = :now, doing = NULL, done = NULL, total = NULL,"
                                + " state = " + stateAndMore
                                + " WHERE id = :id AND token = :token AND state = 'RUNNING'")
                .bind("id", claim.job().id())
                .bind("token", claim.token());
    }

    private static void write(Update update, Claim claim, Instant now) {
        if (update.bind("now", now.toEpochMilli()).execute() != 1) {
            throw new Claim.LostException(claim);
        }
    }
}
