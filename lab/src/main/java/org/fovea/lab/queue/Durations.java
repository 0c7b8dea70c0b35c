package org.fovea.lab.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How long steps take, from those that were done last. */
final class Durations {
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
        return Optional.of(
                Duration.ofMillis(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2));
    }

    /** How long a step that runs will still take. */
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
        return handle.createQuery("SELECT pairs, finished - started AS duration FROM job WHERE benchmark = :benchmark"
                        + " AND step = :step AND state = 'SUCCEEDED' ORDER BY finished DESC LIMIT " + LAST)
                .bind("benchmark", kind.benchmark())
                .bind("step", kind.step().name())
                .map((row, _) -> new Past(row.getInt("pairs"), Math.max(0, row.getLong("duration"))))
                .list();
    }
}
