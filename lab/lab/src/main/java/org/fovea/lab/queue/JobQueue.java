package org.fovea.lab.queue;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.queue.Judge.Wanted;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.jdbi.v3.core.Handle;

/**
 * What a lab has to do, in the database of its ledger. Safe for several threads, processes and machines. Messages of
 * {@link LedgerException} are for people.
 */
public final class JobQueue {
    /** Failures after which a step is given up by default. */
    public static final int USUAL_ATTEMPTS = 4;

    private static final int MOST_CONTRADICTIONS = 20; // of each kind

    private static final List<Contradiction> CONTRADICTIONS = List.of(
            new Contradiction(
                    "experiment %s does not have five steps",
                    "SELECT e.hash FROM experiment e WHERE (SELECT COUNT(*) FROM job j WHERE j.experiment = "
                            + "e.hash) <> 5"),
            new Contradiction(
                    "experiment %s is open, and none of its steps can go on",
                    "SELECT e.hash FROM experiment e WHERE e.state = 'OPEN' AND NOT EXISTS (SELECT 1 FROM job j"
                            + " WHERE j.experiment = e.hash AND (j.state IN ('QUEUED', 'RUNNING')"
                            + " OR j.state = 'BLOCKED' AND j.hold <> 'STEP'))"),
            new Contradiction(
                    "experiment %s is closed, and has a step that is not",
                    "SELECT DISTINCT e.hash FROM job j JOIN experiment e ON e.hash = j.experiment"
                            + " WHERE j.state IN ('QUEUED', 'RUNNING', 'BLOCKED') AND e.state <> 'OPEN'"),
            new Contradiction(
                    "experiment %s has two steps that can go on at once",
                    "SELECT j.experiment FROM job j WHERE j.state IN ('QUEUED', 'RUNNING')"
                            + " GROUP BY j.experiment HAVING COUNT(*) > 1"),
            new Contradiction(
                    "experiment %s succeeded, and no step JUDGE of it did",
                    "SELECT e.hash FROM experiment e WHERE e.state = 'SUCCEEDED' AND NOT EXISTS (SELECT 1 FROM job j"
                            + " WHERE j.experiment = e.hash AND j.step = 'JUDGE' AND j.state = 'SUCCEEDED')"),
            new Contradiction(
                    "experiment %s failed, and no step of it did",
                    "SELECT e.hash FROM experiment e WHERE e.state = 'FAILED' AND NOT EXISTS (SELECT 1 FROM job j"
                            + " WHERE j.experiment = e.hash AND j.state = 'FAILED')"),
            new Contradiction(
                    "job %s runs or ran, and no worker is named",
                    "SELECT id FROM job WHERE state IN ('RUNNING', 'SUCCEEDED') AND worker IS NULL"));

    private final LabDatabase database;
    private final Ledger ledger;
    private final Function<Step, Needs> needs;
    private final int mostAttempts;

    public JobQueue(LabDatabase database) {
        this(database, step -> new Needs(1, 256), USUAL_ATTEMPTS);
    }

    /**
     * A queue.
     *
     * @param needs of the steps of experiments that are added through this object
     * @param mostAttempts failures after which their steps are given up, 1 or more
     */
    public JobQueue(LabDatabase database, Function<Step, Needs> needs, int mostAttempts) {
        if (mostAttempts < 1) {
            throw new IllegalArgumentException("a step is tried at least once, not " + mostAttempts + " times");
        }
        this.database = database;
        this.ledger = database.ledger();
        this.needs = needs;
        this.mostAttempts = mostAttempts;
    }

    /**
     * Asks for experiments. One that was given up begins again, now for the study that asks; any other that was asked
     * for before is left alone. One whose run is in the ledger already is only judged.
     *
     * @return how many are new in the queue, or begin again
     * @throws LedgerException where the benchmark or the candidate of one is not in the ledger; then none is added
     */
    public long enqueue(List<Wanted> wanted) {
        return ledger.transactionWith((held, handle) -> wanted.stream()
                .filter(one -> enqueue(held, handle, one) || reopen(held, handle, one.experiment()))
                .count());
    }

    /** Adds experiments in a transaction of the ledger. What was given up stays so, else studies would never end. */
    void enqueue(Ledger held, Handle handle, List<Wanted> wanted) {
        wanted.forEach(one -> enqueue(held, handle, one));
    }

    private boolean enqueue(Ledger held, Handle handle, Wanted wanted) {
        Experiment experiment = wanted.experiment();
        String hash = experiment.hash();
        Instant now = Instant.now();
        if (!insert(handle, hash, wanted, now)) {
            return false;
        }
        present(held, Benchmark.class, experiment.benchmark());
        present(held, Candidate.class, experiment.candidate());
        for (Step step : Step.values()) {
            insertJob(handle, hash, wanted, step, now);
        }
        begin(held, handle, hash, now);
        return true;
    }

    private static boolean reopen(Ledger held, Handle handle, Experiment experiment) {
        String hash = experiment.hash();
        if (!known(handle, hash).state().givenUp()) {
            return false;
        }
        handle.createUpdate("UPDATE experiment SET study = :study, document = :document WHERE hash = :hash")
                .bind("study", experiment.study().orElse(null))
                .bind("document", CanonicalJson.write(experiment))
                .bind("hash", hash)
                .execute();
        handle.createUpdate("UPDATE job SET study = :study WHERE experiment = :hash")
                .bind("study", experiment.study().orElse(null))
                .bind("hash", hash)
                .execute();
        retry(held, handle, hash);
        return true;
    }

    private static void begin(Ledger held, Handle handle, String hash, Instant now) {
        Job first = JobRows.job(handle, JobRows.id(hash, Step.BUILD)).orElseThrow();
        held.runOfJob(hash)
                .ifPresentOrElse(
                        run -> Transitions.skipToJudge(handle, first, run.label(), now),
                        () -> Transitions.ready(handle, first.id()));
    }

    private static <T extends LabRecord> void present(Ledger held, Class<T> type, String key) {
        if (held.find(type, key).isEmpty()) {
            throw new LedgerException("no " + type.getSimpleName().toLowerCase(Locale.ROOT) + " " + key
                    + " in the ledger; add it before its experiments");
        }
    }

    private static boolean insert(Handle handle, String hash, Wanted wanted, Instant now) {
        Experiment experiment = wanted.experiment();
        return handle.createUpdate("INSERT INTO experiment"
                                + " (hash, document, benchmark, candidate, study, pairs, priority, state, created)"
                                + " VALUES (:hash, :document, :benchmark, :candidate, :study, :pairs, :priority, "
                                + "'OPEN', :now)"
                                + " ON CONFLICT (hash) DO NOTHING")
                        .bind("hash", hash)
                        .bind("document", CanonicalJson.write(experiment))
                        .bind("benchmark", experiment.benchmark())
                        .bind("candidate", experiment.candidate())
                        .bind("study", experiment.study().orElse(null))
                        .bind("pairs", experiment.subset().size())
                        .bind("priority", wanted.priority())
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    private void insertJob(Handle handle, String hash, Wanted wanted, Step step, Instant now) {
        Needs need = needs.apply(step);
        handle.createUpdate("INSERT INTO job (id, experiment, step, place, benchmark, candidate, study, pairs, created,"
                        + " state, priority, cores, memory_mb, gpu, most_attempts, hold, blocked_because)"
                        + " VALUES (:id, :experiment, :step, :place, :benchmark, :candidate, :study, :pairs, :created,"
                        + " 'BLOCKED', :priority, :cores, :memory, 0, :most, 'STEP', :because)")
                .bind("id", JobRows.id(hash, step))
                .bind("experiment", hash)
                .bind("step", step.name())
                .bind("place", step.ordinal())
                .bind("benchmark", wanted.experiment().benchmark())
                .bind("candidate", wanted.experiment().candidate())
                .bind("study", wanted.experiment().study().orElse(null))
                .bind("created", now.toEpochMilli())
                .bind("pairs", wanted.experiment().subset().size())
                .bind("priority", wanted.priority())
                .bind("cores", need.cores())
                .bind("memory", need.memoryMb())
                .bind("most", mostAttempts)
                .bind("because", Transitions.waitsFor(step))
                .execute();
    }

    /**
     * Gives an experiment up: steps that wait are skipped, one that runs is stopped and leaves no result.
     *
     * @throws LedgerException where it is not in the queue, or nothing is left to do
     */
    public void skip(String experiment, String reason) {
        if (reason.isBlank()) {
            throw new LedgerException("an experiment is given up for a reason; say which");
        }
        write(handle -> {
            if (known(handle, experiment).state() != ExperimentState.OPEN) {
                throw new LedgerException("nothing is left to do of experiment " + experiment);
            }
            Transitions.skip(handle, experiment, reason, Instant.now());
        });
    }

    /** Asks for what a study goes on with where an experiment of it was given up. */
    public void goOnWithout(String experiment, Judge judge) {
        ledger.transactionWith((held, handle) -> {
            QueuedExperiment given = known(handle, experiment);
            if (given.state().givenUp()) {
                enqueue(held, handle, judge.givenUp(held, given.experiment()));
            }
            return true;
        });
    }

    /**
     * Begins an experiment that failed or was given up again, with the first step that was not done.
     *
     * @throws LedgerException where it neither failed nor was given up
     */
    public void retry(String experiment) {
        ledger.transactionWith((held, handle) -> {
            ExperimentState state = known(handle, experiment).state();
            if (!state.givenUp()) {
                throw new LedgerException("experiment " + experiment + " neither failed nor was given up; it is "
                        + state.name().toLowerCase(Locale.ROOT));
            }
            retry(held, handle, experiment);
            return true;
        });
    }

    private static void retry(Ledger held, Handle handle, String experiment) {
        for (Job job : JobRows.steps(handle, experiment)) {
            if (job.state() != JobState.SUCCEEDED) {
                Transitions.block(handle, job.id(), job.step());
            }
        }
        handle.execute(
                "UPDATE job SET attempt = 0, deaths = 0, token = token + 1 WHERE experiment = ?"
                        + " AND state = 'BLOCKED'",
                experiment);
        Transitions.state(handle, experiment, ExperimentState.OPEN);
        Job first = JobRows.steps(handle, experiment).stream()
                .filter(job -> job.state() == JobState.BLOCKED)
                .findFirst()
                .orElseThrow();
        if (first.step() != Step.JUDGE && held.runOfJob(experiment).isPresent()) {
            begin(held, handle, experiment, Instant.now());
        } else {
            Transitions.ready(handle, first.id());
        }
    }

    private static QueuedExperiment known(Handle handle, String experiment) {
        return JobRows.experiment(handle, experiment)
                .orElseThrow(() -> new LedgerException("no experiment " + experiment + " in the queue"));
    }

    /** Lets no step begin, while those that run go on; or ends that. */
    public void pause(boolean paused) {
        write(handle -> handle.execute("UPDATE control SET paused = ? WHERE name = ''", paused ? 1 : 0));
    }

    /** Experiments of a study that have steps to come, in the order in which they were asked for. */
    public List<QueuedExperiment> open(String study) {
        return database.jdbi().withHandle(handle -> JobRows.experiments(handle, "state = 'OPEN' AND study = ?", study));
    }

    /**
     * The hash of an experiment by its beginning.
     *
     * @throws LedgerException where none or several begin like that
     */
    public String named(String beginning) {
        if (!beginning.matches("[0-9a-f]{6,64}")) {
            throw new LedgerException("'" + beginning
                    + "' is not the beginning of an experiment's hash; give at least 6 digits of it, as "
                    + "fovea lab status shows them");
        }
        List<String> found = database.jdbi()
                .withHandle(handle -> handle.select(
                                "SELECT hash FROM experiment WHERE hash LIKE ? ORDER BY hash", beginning + "%")
                        .mapTo(String.class)
                        .list());
        if (found.size() != 1) {
            throw new LedgerException((found.isEmpty() ? "no experiment" : found.size() + " experiments")
                    + " in the queue begin with " + beginning);
        }
        return found.getFirst();
    }

    /** Experiments of a study that failed for good or were skipped, in the order in which they were asked for. */
    public List<QueuedExperiment> given(String study) {
        return database.jdbi()
                .withHandle(
                        handle -> JobRows.experiments(handle, "state IN ('FAILED', 'SKIPPED') AND study = ?", study));
    }

    /** Experiments of a candidate, whatever has become of them, in the order in which they were asked for. */
    public List<QueuedExperiment> ofCandidate(String candidate) {
        return database.jdbi().withHandle(handle -> JobRows.experiments(handle, "candidate = ?", candidate));
    }

    public Optional<QueuedExperiment> find(String experiment) {
        return database.jdbi().withHandle(handle -> JobRows.experiment(handle, experiment));
    }

    public QueueStatus status() {
        return database.jdbi().withHandle(handle -> StatusReader.read(handle, Instant.now()));
    }

    public List<Job> steps(String experiment) {
        return database.jdbi().withHandle(handle -> JobRows.steps(handle, experiment));
    }

    /** What the rows of the queue say that cannot be true together, in words; nothing in a sound one. */
    public List<String> contradictions() {
        return database.jdbi()
                .withHandle(handle -> CONTRADICTIONS.stream()
                        .flatMap(each -> each.find(handle).stream())
                        .toList());
    }

    private void write(Consumer<Handle> work) {
        ledger.transactionWith((_, handle) -> {
            work.accept(handle);
            return true;
        });
    }

    /**
     * What cannot be true of the rows of the queue.
     *
     * @param message with a place for what the statement finds
     */
    private record Contradiction(String message, String sql) {
        List<String> find(Handle handle) {
            return handle.createQuery(sql + " LIMIT " + MOST_CONTRADICTIONS).mapTo(String.class).stream()
                    .map(name -> String.format(Locale.ROOT, message, name))
                    .toList();
        }
    }
}
