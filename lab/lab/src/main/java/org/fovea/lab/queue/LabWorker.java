package org.fovea.lab.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.jdbi.v3.core.Handle;

/**
 * Does steps of experiments, several at once as far as cores and memory go, until it is closed. Any number of workers
 * may share a database; they should share the lab's folder, too, or each repeats what it does not find.
 *
 * <p>A worker looks for steps at regular intervals and whenever one ends, and begins them by priority and age, whole
 * experiments first. A step that finds too little room keeps what is free: later steps get only what it leaves, so that
 * small steps cannot keep a large one from ever beginning. Workers send heartbeats; a step whose worker stays silent is
 * queued again.
 */
public final class LabWorker implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LabWorker.class.getName());
    private static final Duration STOPPING = Duration.ofSeconds(30);
    private static final Duration ENDING = Duration.ofSeconds(4);
    private final LabDatabase database;
    private final WorkerSettings settings;
    private final Claims claims;
    private final ArtifactStore artifacts;
    private final WorkFolder folders;
    private final StepWork work;
    private final Map<String, RunningStep> running = new ConcurrentHashMap<>();
    private final ExecutorService steps;
    private final ScheduledExecutorService keeper;
    private final Object beginning = new Object();
    private boolean started;
    private volatile boolean closing;

    /**
     * A worker that has not begun.
     *
     * @param queue that takes what judging asks for
     */
    public LabWorker(
            LabDatabase database, JobQueue queue, Path lab, Workshop workshop, Judge judge, WorkerSettings settings) {
        this.database = database;
        this.settings = settings;
        this.claims = new Claims(database, settings);
        this.artifacts = new ArtifactStore(lab);
        this.folders = new WorkFolder(lab);
        this.work = new StepWork(database, queue, artifacts, folders, workshop, judge);
        this.steps = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("lab-step-", 0).factory());
        this.keeper = Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().daemon().name("lab-keeper-", 0).factory());
    }

    public synchronized void start() {
        if (started) {
            throw new IllegalStateException("worker " + settings.name() + " has begun already");
        }
        started = true;
        database.jdbi().useTransaction(handle -> {
            Workers.register(handle, settings, Instant.now());
            // Older versions also held steps back for a study's pause, and for workers with more memory.
            handle.execute("UPDATE job SET state = 'QUEUED', hold = NULL, blocked_because = NULL"
                    + " WHERE state = 'BLOCKED' AND hold <> 'STEP'");
        });
        quietly(() -> {
            claims.repair().forEach(work::goOnWithout);
            removeFiles(database, artifacts, folders);
        });
        long poll = settings.poll().toMillis();
        long heartbeat = settings.heartbeat().toMillis();
        keeper.scheduleWithFixedDelay(this::look, 0, poll, TimeUnit.MILLISECONDS);
        keeper.scheduleWithFixedDelay(this::beat, heartbeat, heartbeat, TimeUnit.MILLISECONDS);
    }

    public int running() {
        return running.size();
    }

    /** Stops: interrupts running steps and hands them back, to be continued by another worker. */
    @Override
    public void close() {
        close(STOPPING);
    }

    /**
     * Hands running steps back in a few seconds, for a process that is about to end: other workers continue them, and
     * nothing shows them as running.
     */
    public void abandon() {
        close(ENDING);
    }

    private synchronized void close(Duration stopping) {
        if (!started || closing) {
            return;
        }
        synchronized (beginning) {
            closing = true;
        }
        running.values().forEach(RunningStep::stop);
        boolean interrupted = end(steps, stopping);
        running.values().forEach(this::handBack); // what did not stop
        interrupted |= end(keeper, stopping);
        quietly(() -> database.jdbi().useHandle(handle -> Workers.remove(handle, settings.name())));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void handBack(RunningStep step) {
        quietly(() -> claims.write((_, handle) -> {
            Transitions.handBack(handle, step.claim(), Instant.now());
            return true;
        }));
    }

    private static boolean end(ExecutorService threads, Duration stopping) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(stopping.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
            return false;
        } catch (InterruptedException e) {
            threads.shutdownNow();
            return true;
        }
    }

    /** Begins what there is room for. */
    private void look() {
        quietly(() -> {
            synchronized (beginning) {
                Room free = room();
                if (closing || free.cores() < 1 || claims.paused()) {
                    return;
                }
                begin(claims.due(settings.offer()), free);
            }
        });
    }

    private void begin(List<Job> due, Room free) {
        Room left = free; // without what the first step that found too little waits for
        boolean refused = false;
        for (Job job : due) {
            if (left.cores() < 1) {
                return;
            }
            if (left.holds(job.needs())) {
                Optional<Claim> claim = claims.claim(job);
                if (claim.isPresent()) {
                    begin(claim.get());
                    left = left.without(job.needs());
                }
            } else {
                claims.note(job, "waits until cores and memory are free");
                if (!refused) {
                    refused = true;
                    left = left.without(job.needs());
                }
            }
        }
    }

    private void begin(Claim claim) {
        RunningStep step = new RunningStep(claim);
        running.put(claim.job().id(), step);
        steps.execute(() -> perform(step));
    }

    private void perform(RunningStep step) {
        Claim claim = step.claim();
        try {
            step.enter();
            log(claim, "begins");
            BiFunction<Ledger, Handle, Object> finish = work.perform(claim, step);
            log(claim, "is done");
            step.leave();
            claims.write((ledger, handle) -> {
                String result = CanonicalJson.write(finish.apply(ledger, handle));
                Transitions.succeed(handle, claim, result, Instant.now());
                return true;
            });
        } catch (Claim.LostException e) {
            step.leave();
            lost(claim);
            return;
        } catch (Exception | OutOfMemoryError e) {
            step.leave();
            failed(step, e);
            return;
        } finally {
            running.remove(claim.job().id(), step);
            lookNow();
        }
        quietly(() -> work.tidy(claim)); // else removeFiles does it later
    }

    private void lookNow() {
        try {
            keeper.execute(this::look);
        } catch (RejectedExecutionException e) {
            assert closing;
        }
    }

    private void failed(RunningStep step, Throwable failure) {
        Claim claim = step.claim();
        if (step.lost()) {
            lost(claim);
            return;
        }
        Instant now = Instant.now();
        String words = Failures.words(failure);
        int failures = claim.job().attempt() + 1;
        boolean last = failures >= claim.job().mostAttempts();
        boolean stopped = step.stopped() || failure instanceof InterruptedException;
        if (!stopped) {
            log(claim, "failed: " + words);
        }
        try {
            claims.write((_, handle) -> {
                if (stopped) {
                    Transitions.handBack(handle, claim, now);
                } else if (failure instanceof StepWork.SendBackException back && !last) {
                    Transitions.sendBack(handle, claim, back.step(), words, now);
                } else if (last || !Failures.passing(failure)) {
                    Transitions.fail(handle, claim, words, now);
                } else {
                    Transitions.retryLater(handle, claim, words, now.plus(settings.backoff(failures)), now);
                }
                return true;
            });
            if (!stopped) {
                // By itself: what a judge cannot do must not undo the failure.
                quietly(() -> work.goOnWithout(claim.job().experiment()));
            }
        } catch (Claim.LostException e) {
            lost(claim);
        } catch (RuntimeException e) {
            trouble(e); // without heartbeats it counts as lost soon
        }
    }

    private void lost(Claim claim) {
        try {
            folders.removeLost(claim);
        } catch (IOException | UncheckedIOException e) {
            trouble(e);
        }
    }

    private void log(Claim claim, String line) {
        try {
            folders.log(claim, settings.name(), line);
        } catch (IOException e) {
            trouble(e); // the job's row says it, too
        }
    }

    private void beat() {
        quietly(() -> {
            for (RunningStep step : running.values()) {
                if (!claims.beat(step)) {
                    step.lose();
                }
            }
            database.jdbi().useHandle(handle -> Workers.seen(handle, settings.name(), Instant.now()));
            claims.repair().forEach(work::goOnWithout);
        });
    }

    static void removeFiles(LabDatabase database, ArtifactStore artifacts, WorkFolder folders) throws IOException {
        artifacts.removeUnfinished();
        for (String experiment : folders.experiments()) {
            boolean over = database.jdbi()
                    .withHandle(handle -> JobRows.experiment(handle, experiment))
                    .filter(found ->
                            found.state() == ExperimentState.SUCCEEDED || found.state() == ExperimentState.SKIPPED)
                    .isPresent();
            if (over) {
                folders.remove(experiment);
            }
        }
    }

    @FunctionalInterface
    private interface Chore {
        void run() throws Exception;
    }

    private void quietly(Chore chore) {
        try {
            chore.run();
        } catch (Exception e) {
            // The database or a disk is unreachable for a moment. The next call tries again; a worker that stays
            // silent for too long counts as lost.
            trouble(e);
        }
    }

    private void trouble(Throwable failure) {
        LOG.log(Level.WARNING, "worker {0}: {1}", settings.name(), Failures.words(failure));
    }

    private Room room() {
        Needs offer = settings.offer();
        Room free = new Room(offer.cores(), offer.memoryMb());
        for (RunningStep step : running.values()) {
            free = free.without(step.claim().job().needs());
        }
        return free;
    }

    /** What is free; negative where more is asked for. */
    private record Room(int cores, long memoryMb) {
        Room without(Needs needs) {
            return new Room(cores - needs.cores(), memoryMb - needs.memoryMb());
        }

        boolean holds(Needs needs) {
            return cores >= needs.cores() && memoryMb >= needs.memoryMb();
        }
    }
}
