package org.fovea.lab.queue;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.fovea.config.CanonicalJson;

/** What a worker does with a job that db-scheduler has picked for it. */
final class StepHandler {
    private static final Logger LOG = System.getLogger(StepHandler.class.getName());
    private static final long IDLE_CHECK_MILLISECONDS = 20;

    private final WorkerSettings settings;
    private final Claims claims;
    private final Slots slots;
    private final StepWork work;
    private final WorkFolder folders;
    private final Map<String, RunningStep> running = new ConcurrentHashMap<>();
    private final Runnable changed;
    private volatile boolean closing;

    /**
     * For one worker.
     *
     * @param changed called whenever there is more or less room than before
     */
    StepHandler(
            WorkerSettings settings, Claims claims, Slots slots, StepWork work, WorkFolder folders, Runnable changed) {
        this.changed = changed;
        this.settings = settings;
        this.claims = claims;
        this.slots = slots;
        this.work = work;
        this.folders = folders;
    }

    List<RunningStep> running() {
        return List.copyOf(running.values());
    }

    boolean closing() {
        return closing;
    }

    void beginClosing() {
        closing = true;
    }

    void awaitIdle(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!running.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(IDLE_CHECK_MILLISECONDS);
        }
    }

    /** Tells whoever listens to the program's log of something that will be tried again. */
    void trouble(String words) {
        LOG.log(Level.WARNING, "worker {0}: {1}", settings.name(), words);
    }

    /** Called by db-scheduler, in a thread of its own. */
    CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
        Optional<Job> found = claims.find(instance.getId());
        if (found.isEmpty()) {
            return remove();
        }
        Job job = found.get();
        if (job.state() == JobState.RUNNING) {
            if (!claims.takeOver(job)) {
                return soon(); // its worker may still be alive, or it was given up now
            }
            job = claims.find(job.id()).orElseThrow();
        }
        if (job.state() != JobState.QUEUED) {
            return remove();
        }
        if (closing || claims.paused()) {
            return soon();
        }
        if (job.notBefore().isAfter(Instant.now())) {
            return at(job.notBefore());
        }
        return job.needs().fits(settings.offer()) ? begin(job) : unsuited(job);
    }

    private CompletionHandler<Void> unsuited(Job job) {
        Optional<String> nobody = claims.nobodyHas(job.needs());
        if (nobody.isPresent()) {
            claims.blockForNeeds(job, nobody.get());
            return remove();
        }
        claims.note(job, "needs " + job.needs().missing(settings.offer()) + ", waits for a worker that has it");
        return soon();
    }

    private CompletionHandler<Void> begin(Job job) {
        Optional<String> refusal = slots.take(job, Instant.now());
        changed.run();
        if (refusal.isPresent()) {
            claims.note(job, refusal.get());
            return soon();
        }
        try {
            Optional<Claim> claim = claims.claim(job);
            return claim.isPresent() ? perform(claim.get()) : soon();
        } finally {
            slots.release(job);
            changed.run();
        }
    }

    private CompletionHandler<Void> perform(Claim claim) {
        RunningStep step = new RunningStep(claim);
        running.put(claim.job().id(), step);
        try {
            log(claim, "begins");
            StepWork.Finish finish = work.perform(claim, step);
            log(claim, "is done");
            step.leave();
            succeed(claim, finish);
        } catch (Claim.LostException e) {
            step.leave();
            return lost(claim);
        } catch (Exception | OutOfMemoryError e) {
            step.leave();
            return step.lost() ? lost(claim) : failed(step, e);
        } finally {
            running.remove(claim.job().id(), step);
        }
        try {
            work.tidy(claim);
        } catch (IOException | RuntimeException e) {
            trouble(Failures.words(e)); // the sweep removes it later
        }
        return remove();
    }

    private void log(Claim claim, String line) {
        try {
            folders.log(claim, settings.name(), line);
        } catch (IOException e) {
            trouble(Failures.words(e)); // the job's row says it, too
        }
    }

    private void succeed(Claim claim, StepWork.Finish finish) {
        claims.write((ledger, handle) -> {
            String result = CanonicalJson.write(finish.write(ledger, handle));
            Transitions.succeed(handle, claim, result, Instant.now());
            return true;
        });
    }

    private CompletionHandler<Void> failed(RunningStep step, Throwable failure) {
        Claim claim = step.claim();
        try {
            if (step.stopped() || failure instanceof InterruptedException) {
                claims.write((_, handle) -> {
                    Transitions.handBack(handle, claim, Instant.now());
                    return true;
                });
                return at(Instant.now());
            }
            return failed(claim, failure);
        } catch (Claim.LostException e) {
            return lost(claim);
        }
    }

    private CompletionHandler<Void> failed(Claim claim, Throwable failure) {
        Instant now = Instant.now();
        String words = Failures.words(failure);
        int failures = claim.job().attempt() + 1;
        boolean last = failures >= claim.job().mostAttempts();
        log(claim, "failed: " + words);
        if (failure instanceof StepWork.SendBackException back && !last) {
            claims.write((_, handle) -> {
                Transitions.sendBack(handle, claim, back.step(), words, now);
                return true;
            });
            return remove();
        }
        if (last || !Failures.passing(failure)) {
            claims.write((_, handle) -> {
                Transitions.fail(handle, claim, words, now);
                return true;
            });
            return remove();
        }
        Instant when = now.plus(settings.backoff(failures));
        claims.write((_, handle) -> {
            Transitions.retryLater(handle, claim, words, when, now);
            return true;
        });
        return at(when);
    }

    /** Leaves db-scheduler's row alone: it belongs to somebody else now, or nobody picks it for long. */
    private CompletionHandler<Void> lost(Claim claim) {
        try {
            folders.removeLost(claim);
        } catch (IOException | UncheckedIOException e) {
            trouble(Failures.words(e));
        }
        return (complete, operations) -> {};
    }

    private static CompletionHandler<Void> remove() {
        return new CompletionHandler.OnCompleteRemove<>();
    }

    private CompletionHandler<Void> soon() {
        return at(Instant.now().plus(settings.poll()));
    }

    private static CompletionHandler<Void> at(Instant when) {
        return (complete, operations) -> operations.reschedule(complete, when);
    }
}
