package org.fovea.lab.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fovea.lab.queue.QueueStatus.Running;
import org.fovea.lab.queue.QueueStatus.Worker;
import org.jdbi.v3.core.Handle;

/** Reads what a lab is doing. No query of it looks at steps that are over, of which there may be many. */
final class StatusReader {
    private static final String NO_WORKER = "waits for a worker";

    private StatusReader() {}

    static QueueStatus read(Handle handle, Instant now) {
        Durations durations = new Durations(handle);
        List<Worker> workers = Workers.alive(handle, now);
        Set<String> alive = workers.stream().map(Worker::name).collect(Collectors.toSet());
        List<Running> running = new ArrayList<>();
        List<Job> waiting = new ArrayList<>();
        for (Job job : JobRows.list(JobRows.jobs(handle, "WHERE j.state = 'RUNNING' ORDER BY j.started, j.id"))) {
            if (job.worker().filter(alive::contains).isPresent()) {
                running.add(new Running(job, durations.remaining(job, now)));
            } else {
                waiting.add(job.waitingBecause("interrupted; waits for a worker"));
            }
        }
        long interrupted = waiting.size();
        for (Job job : first(handle, "WHERE j.state = 'QUEUED' ORDER BY j.priority DESC, j.created, j.id")) {
            // What a worker wrote down that is gone says nothing of now.
            waiting.add(alive.isEmpty() ? job.waitingBecause(NO_WORKER) : job);
        }
        return new QueueStatus(
                now,
                JobRows.paused(handle),
                experiments(handle),
                running,
                waiting.subList(0, Math.min(QueueStatus.MOST, waiting.size())),
                count(handle, "QUEUED") + interrupted,
                blocked(handle, !alive.isEmpty()),
                failed(handle),
                count(handle, "FAILED"),
                skipped(handle),
                workers,
                remaining(handle, durations, running, workers));
    }

    private static List<Job> first(Handle handle, String rest) {
        return JobRows.list(JobRows.jobs(handle, rest + " LIMIT " + QueueStatus.MOST));
    }

    private static List<Job> failed(Handle handle) {
        // "+ 0": PostgreSQL shall not read all steps that are over, in the order of their ends, until it has met enough
        // that failed.
        return first(handle, "WHERE j.state = 'FAILED' ORDER BY j.finished + 0 DESC, j.id");
    }

    private static List<Job> skipped(Handle handle) {
        return first(
                handle,
                "WHERE j.state = 'SKIPPED' AND j.experiment IN (SELECT hash FROM experiment WHERE state = 'SKIPPED')"
                        + " AND NOT EXISTS (SELECT 1 FROM job k WHERE k.experiment = j.experiment"
                        + " AND k.state = 'SKIPPED' AND k.place < j.place) ORDER BY j.finished + 0 DESC, j.id");
    }

    private static long count(Handle handle, String state) {
        return handle.select("SELECT COUNT(*) FROM job WHERE state = ?", state)
                .mapTo(Long.class)
                .one();
    }

    private static Map<ExperimentState, Long> experiments(Handle handle) {
        Map<ExperimentState, Long> counts = new EnumMap<>(ExperimentState.class);
        handle.createQuery("SELECT state, COUNT(*) AS count FROM experiment GROUP BY state")
                .map((row, _) -> Map.entry(ExperimentState.valueOf(row.getString("state")), row.getLong("count")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** @param queued whether reasons of steps that could begin are true, because a worker is there */
    private static Map<String, Long> blocked(Handle handle, boolean queued) {
        Map<String, Long> counts = new LinkedHashMap<>();
        handle.createQuery("SELECT blocked_because AS because, COUNT(*) AS count FROM job WHERE state IN ('BLOCKED'"
                        + (queued ? ", 'QUEUED'" : "")
                        + ") AND blocked_because IS NOT NULL GROUP BY blocked_because"
                        + " ORDER BY COUNT(*) DESC, blocked_because")
                .map((row, _) -> Map.entry(row.getString("because"), row.getLong("count")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private static Optional<Duration> remaining(
            Handle handle, Durations durations, List<Running> running, List<Worker> workers) {
        long cores = workers.stream().mapToLong(Worker::cores).sum();
        if (cores == 0) {
            return Optional.empty();
        }
        double coreSeconds = 0;
        for (Running step : running) {
            if (step.remaining().isEmpty()) {
                return Optional.empty();
            }
            coreSeconds +=
                    step.remaining().get().toMillis() / 1e3 * step.job().needs().cores();
        }
        for (Durations.Group group : Durations.waiting(handle)) {
            Optional<Duration> each = durations.usual(group.benchmark(), group.step(), group.pairs());
            if (each.isEmpty()) {
                return Optional.empty();
            }
            coreSeconds += each.get().toMillis() / 1e3 * group.cores();
        }
        return Optional.of(Duration.ofMillis(Math.round(coreSeconds / cores * 1e3)));
    }

    /** How long steps take, from those that were done last. */
    private static final class Durations {
        private static final int LAST = 50;

        private final Handle handle;
        private final Map<Kind, List<Past>> past = new HashMap<>();

        Durations(Handle handle) {
            this.handle = handle;
        }

        private record Kind(String benchmark, Step step) {}

        private record Past(int pairs, long milliseconds) {}

        /**
         * Steps of a kind that are still to be done.
         *
         * @param cores that all of them take, added up
         */
        record Group(String benchmark, Step step, int pairs, long cores) {}

        static List<Group> waiting(Handle handle) {
            return handle.createQuery("SELECT benchmark, step, pairs, SUM(cores) AS cores FROM job"
                            + " WHERE state IN ('QUEUED', 'BLOCKED') GROUP BY benchmark, step, pairs")
                    .map((row, _) -> new Group(
                            row.getString("benchmark"),
                            Step.valueOf(row.getString("step")),
                            row.getInt("pairs"),
                            row.getLong("cores")))
                    .list();
        }

        /** Median of the last steps of a kind on a benchmark, of those of as many pairs where there are some. */
        Optional<Duration> usual(String benchmark, Step step, int pairs) {
            List<Past> all = past.computeIfAbsent(new Kind(benchmark, step), this::read);
            List<Past> like = all.stream().filter(one -> one.pairs() == pairs).toList();
            long[] sorted = (like.isEmpty() ? all : like)
                    .stream().mapToLong(Past::milliseconds).sorted().toArray();
            if (sorted.length == 0) {
                return Optional.empty();
            }
            int middle = sorted.length / 2;
            return Optional.of(Duration.ofMillis(
                    sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2));
        }

        Optional<Duration> remaining(Job job, Instant now) {
            double elapsed = Duration.between(job.started().orElse(now), now).toMillis();
            Optional<Double> share = job.progress().flatMap(Job.Progress::share).filter(value -> value > 0);
            Optional<Double> usual =
                    usual(job.benchmark(), job.step(), job.pairs()).map(duration -> (double) duration.toMillis());
            Optional<Double> left =
                    usual.map(total -> share.map(done -> (1 - done) * total).orElse(total - elapsed));
            return left.or(() -> share.map(done -> elapsed / done * (1 - done)))
                    .map(milliseconds -> Duration.ofMillis(Math.round(Math.max(0, milliseconds))));
        }

        private List<Past> read(Kind kind) {
            return handle.select(
                            "SELECT pairs, finished - started AS duration FROM job WHERE benchmark = ?"
                                    + " AND step = ? AND state = 'SUCCEEDED' ORDER BY finished DESC LIMIT " + LAST,
                            kind.benchmark(),
                            kind.step().name())
                    .map((row, _) -> new Past(row.getInt("pairs"), Math.max(0, row.getLong("duration"))))
                    .list();
        }
    }
}
