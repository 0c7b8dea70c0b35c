package org.fovea.lab.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.store.Dialect;
import org.fovea.lab.store.LabDatabase;
import org.jdbi.v3.core.Handle;

/**
 * Does steps of experiments, several at once as far as cores and memory go, until it is closed. Any number of workers
 * may share a database; they should share the lab's folder, too, else each makes again what it does not find.
 *
 * <p>db-scheduler picks the steps: on PostgreSQL a worker locks and fetches them in one statement that skips rows that
 * others hold, on SQLite it fetches and then locks the row that it begins. It keeps heartbeats, and hands the steps of
 * lost workers to others.
 */
public final class LabWorker implements AutoCloseable {
    private static final double LOWER_LIMIT = 0.5;
    private static final double UPPER_LIMIT = 1;
    private static final int BEATS_BETWEEN_SWEEPS = 3;
    private static final int SWEEPS_BETWEEN_FILES = 20;
    private static final Duration STOPPING = Duration.ofSeconds(30);

    private final LabDatabase database;
    private final WorkerSettings settings;
    private final Slots slots;
    private final Sweep sweep;
    private final Claims claims;
    private final StepHandler handler;
    private final Scheduler scheduler;
    private final ScheduledExecutorService keeper;
    private long beats;
    private boolean started;

    /**
     * A worker that has not begun.
     *
     * @param queue that takes what judging asks for
     * @param lab folder of the lab
     */
    public LabWorker(
            LabDatabase database,
            SqlJobQueue queue,
            Path lab,
            Workshop workshop,
            Judge judge,
            WorkerSettings settings) {
        this.database = database;
        this.settings = settings;
        this.slots = new Slots(settings.offer(), settings.poll());
        this.claims = new Claims(database, settings);
        ArtifactStore artifacts = new ArtifactStore(lab);
        WorkFolder folders = new WorkFolder(lab);
        this.sweep = new Sweep(database, settings, artifacts, folders);
        StepWork work = new StepWork(database, queue, artifacts, folders, workshop, judge);
        this.handler = new StepHandler(settings, claims, slots, work, folders, this::roomChanged);
        this.scheduler = scheduler();
        this.keeper = Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().daemon().name("lab-keeper-", 0).factory());
    }

    private Scheduler scheduler() {
        SchedulerBuilder builder = Scheduler.create(
                        database.dataSource(),
                        Tasks.custom(Transitions.Schedule.TASK, Void.class)
                                .onFailure(new FailureHandler.OnFailureRetryLater<>(
                                        settings.poll().multipliedBy(4)))
                                .execute(handler::execute))
                .threads(settings.offer().cores())
                .pollingInterval(settings.poll())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(settings.missedHeartbeats())
                .shutdownMaxWait(STOPPING)
                .schedulerName(new SchedulerName.Fixed(settings.name()))
                .failureLogging(LogLevel.WARN, false)
                .enablePriority();
        // SQLite has no rows to lock: there a worker picks each candidate with a compare and set when it begins it.
        return database.dialect() == Dialect.POSTGRESQL
                ? builder.pollUsingLockAndFetch(LOWER_LIMIT, UPPER_LIMIT).build()
                : builder.pollUsingFetch(LOWER_LIMIT, UPPER_LIMIT).build();
    }

    /** Begins. */
    public synchronized void start() {
        if (started) {
            throw new IllegalStateException("worker " + settings.name() + " has begun already");
        }
        started = true;
        database.jdbi().useTransaction(handle -> Workers.register(handle, settings, host(), Instant.now()));
        repair(true);
        openOrCloseGate();
        scheduler.start();
        long poll = settings.poll().toMillis();
        long heartbeat = settings.heartbeat().toMillis();
        keeper.scheduleWithFixedDelay(this::openOrCloseGate, poll, poll, TimeUnit.MILLISECONDS);
        keeper.scheduleWithFixedDelay(this::beat, heartbeat, heartbeat, TimeUnit.MILLISECONDS);
    }

    /** Steps that it does now. */
    public int running() {
        return handler.running().size();
    }

    /** Stops: steps that run are interrupted and handed back, to go on where they were when somebody takes them up. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Stops: begins nothing more, and waits for what runs.
     *
     * @param patience after which it is interrupted and handed back
     */
    public synchronized void close(Duration patience) {
        if (!started || handler.closing()) {
            return;
        }
        handler.beginClosing();
        scheduler.pause();
        try {
            handler.awaitIdle(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean interrupted = Thread.interrupted();
        handler.running().forEach(RunningStep::stop);
        scheduler.stop();
        stopKeeper();
        quietly(() -> database.jdbi().useHandle(handle -> Workers.remove(handle, settings.name())));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopKeeper() {
        keeper.shutdown();
        try {
            if (!keeper.awaitTermination(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
                keeper.shutdownNow();
            }
        } catch (InterruptedException e) {
            keeper.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Looks for the next step at once where there is room, and for none where there is not: what is fetched too early
     * begins before something of higher priority.
     */
    private void roomChanged() {
        if (slots.full(Instant.now())) {
            scheduler.pause();
        } else {
            openOrCloseGate();
            scheduler.triggerCheckForDueExecutions();
        }
    }

    private void openOrCloseGate() {
        quietly(() -> {
            if (handler.closing() || slots.full(Instant.now()) || claims.paused()) {
                scheduler.pause();
            } else if (scheduler.getSchedulerState().isPaused()) {
                scheduler.resume();
            }
        });
    }

    private void beat() {
        quietly(() -> {
            Instant now = Instant.now();
            for (RunningStep step : handler.running()) {
                if (!claims.beat(step)) {
                    step.lose();
                }
            }
            String doing =
                    handler.running().stream().map(step -> step.words(now)).collect(Collectors.joining("; "));
            database.jdbi()
                    .useHandle(handle -> Workers.seen(handle, settings.name(), doing.isEmpty() ? "waits" : doing, now));
            if (++beats % BEATS_BETWEEN_SWEEPS == 0) {
                repair(beats % (BEATS_BETWEEN_SWEEPS * SWEEPS_BETWEEN_FILES) == 0);
            }
        });
    }

    private void repair(boolean files) {
        quietly(() -> {
            sweep.rows();
            if (files) {
                sweep.files();
            }
        });
    }

    @FunctionalInterface
    private interface Chore {
        void run() throws Exception;
    }

    private void quietly(Chore chore) {
        try {
            chore.run();
        } catch (Exception e) {
            // The database or a disk is not there for a moment. The next beat tries again; who stays silent for too
            // long is taken for lost.
            handler.trouble(Failures.words(e));
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /**
     * Heals what a crash can leave: jobs that db-scheduler does not know of, and files that nobody needs. Jobs and
     * db-scheduler's rows mostly change together, but a worker takes its own row out after its transaction, and that
     * can meet a job that was queued again meanwhile.
     */
    static final class Sweep {
        private static final String NOT_SCHEDULED =
                " AND NOT EXISTS (SELECT 1 FROM scheduled_tasks s WHERE s.task_name = '" + Transitions.Schedule.TASK
                        + "' AND s.task_instance = j.id)";
        private static final String QUEUED = "WHERE j.state = 'QUEUED'" + NOT_SCHEDULED;
        private static final String RUNNING = "WHERE j.state = 'RUNNING'" + NOT_SCHEDULED;
        private static final String UNSUITED = "WHERE j.state = 'BLOCKED' AND j.hold = 'NEEDS'";

        private final LabDatabase database;
        private final WorkerSettings settings;
        private final ArtifactStore artifacts;
        private final WorkFolder folders;

        Sweep(LabDatabase database, WorkerSettings settings, ArtifactStore artifacts, WorkFolder folders) {
            this.database = database;
            this.settings = settings;
            this.artifacts = artifacts;
            this.folders = folders;
        }

        /** Heals rows. */
        void rows() {
            boolean anything = database.jdbi()
                    .withHandle(handle -> any(handle, QUEUED)
                            || any(handle, RUNNING)
                            || !suited(handle).isEmpty());
            if (anything) {
                database.ledger().transactionWith((_, handle) -> {
                    heal(handle);
                    return true;
                });
            }
        }

        private void heal(Handle handle) {
            Instant now = Instant.now();
            for (Job job : JobRows.list(JobRows.jobs(handle, RUNNING))) {
                Claims.takeOver(handle, job, settings);
            }
            for (Job job : JobRows.list(JobRows.jobs(handle, QUEUED))) {
                Transitions.Schedule.add(handle, job.id(), job.priority(), now);
            }
            for (Job job : suited(handle)) {
                Transitions.ready(handle, job.id(), job.study(), job.priority(), now);
            }
        }

        private static boolean any(Handle handle, String which) {
            return !JobRows.list(JobRows.jobs(handle, which + " LIMIT 1")).isEmpty();
        }

        private List<Job> suited(Handle handle) {
            return JobRows.list(JobRows.jobs(handle, UNSUITED)).stream()
                    .filter(job -> job.needs().fits(settings.offer()))
                    .toList();
        }

        /** Removes files that nobody needs. */
        void files() throws IOException {
            artifacts.removeUnfinished();
            for (String experiment : folders.experiments()) {
                Optional<QueuedExperiment> known =
                        database.jdbi().withHandle(handle -> JobRows.experiment(handle, experiment));
                boolean over = known.filter(found ->
                                found.state() == ExperimentState.SUCCEEDED || found.state() == ExperimentState.SKIPPED)
                        .isPresent();
                if (over) {
                    folders.remove(experiment);
                }
            }
        }
    }
}
