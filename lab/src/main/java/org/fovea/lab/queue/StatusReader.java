package org.fovea.lab.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.queue.QueueStatus.Running;
import org.fovea.lab.queue.QueueStatus.Worker;
import org.jdbi.v3.core.Handle;

/** Reads what a lab is doing. No query of it looks at steps that are over, of which there may be many. */
final class StatusReader {
    private StatusReader() {}

    static QueueStatus read(Handle handle, Instant now) {
        Durations durations = new Durations(handle);
        List<Running> running =
                Rows.list(Rows.jobs(handle, "WHERE j.state = 'RUNNING' ORDER BY j.started, j.id")).stream()
                        .map(job -> new Running(job, durations.remaining(job, now)))
                        .toList();
        List<Worker> workers = Workers.all(handle, now);
        return new QueueStatus(
                now,
                Control.paused(handle),
                Control.frozen(handle),
                Control.pausedStudies(handle),
                Control.frozenStudies(handle),
                experiments(handle),
                running,
                first(handle, "WHERE j.state = 'QUEUED' ORDER BY j.priority DESC, j.created, j.id"),
                count(handle, "QUEUED"),
                first(
                        handle,
                        "WHERE j.state = 'BLOCKED' AND j.hold IN ('PAUSE', 'FREEZE', 'NEEDS')"
                                + " ORDER BY j.priority DESC, j.created, j.id"),
                blocked(handle),
                failed(handle),
                count(handle, "FAILED"),
                workers,
                remaining(handle, durations, running, workers));
    }

    private static List<Job> first(Handle handle, String rest) {
        return Rows.list(Rows.jobs(handle, rest + " LIMIT " + QueueStatus.MOST));
    }

    private static List<Job> failed(Handle handle) {
        // "+ 0": PostgreSQL shall not read all steps that are over, in the order of their ends, until it has met enough
        // that failed.
        return first(handle, "WHERE j.state = 'FAILED' ORDER BY j.finished + 0 DESC, j.id");
    }

    private static long count(Handle handle, String state) {
        return handle.createQuery("SELECT COUNT(*) FROM job WHERE state = :state")
                .bind("state", state)
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

    private static Map<String, Long> blocked(Handle handle) {
        Map<String, Long> counts = new LinkedHashMap<>();
        handle.createQuery("SELECT blocked_because AS because, COUNT(*) AS count FROM job"
                        + " WHERE state IN ('BLOCKED', 'QUEUED') AND blocked_because IS NOT NULL"
                        + " GROUP BY blocked_because ORDER BY COUNT(*) DESC, blocked_because")
                .map((row, _) -> Map.entry(row.getString("because"), row.getLong("count")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private static Optional<Duration> remaining(
            Handle handle, Durations durations, List<Running> running, List<Worker> workers) {
        long cores = workers.stream()
                .filter(Worker::alive)
                .mapToLong(worker -> worker.offer().cores())
                .sum();
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
}
