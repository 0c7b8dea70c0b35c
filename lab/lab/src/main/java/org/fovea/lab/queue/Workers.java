package org.fovea.lab.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.queue.QueueStatus.Worker;
import org.jdbi.v3.core.Handle;

/** Who does steps. */
final class Workers {
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private Workers() {}

    static void register(Handle handle, WorkerSettings settings, String host, Instant now) {
        handle.execute(
                "DELETE FROM worker WHERE name = ? OR last_seen < ?",
                settings.name(),
                now.minus(REMEMBERED).toEpochMilli());
        handle.execute(
                "INSERT INTO worker"
                        + " (name, host, process, cores, memory_mb, gpu, started, last_seen, patience, doing)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waits')",
                settings.name(),
                host,
                ProcessHandle.current().pid(),
                settings.offer().cores(),
                settings.offer().memoryMb(),
                settings.offer().gpu() ? 1 : 0,
                now.toEpochMilli(),
                now.toEpochMilli(),
                settings.patience().toMillis());
    }

    /** Says that a worker is there. */
    static void seen(Handle handle, String name, String doing, Instant now) {
        handle.execute("UPDATE worker SET last_seen = ?, doing = ? WHERE name = ?", now.toEpochMilli(), doing, name);
    }

    static void remove(Handle handle, String name) {
        handle.execute("DELETE FROM worker WHERE name = ?", name);
    }

    static List<Worker> all(Handle handle, Instant now) {
        return handle.createQuery("SELECT * FROM worker ORDER BY name")
                .map((row, _) -> new Worker(
                        row.getString("name"),
                        row.getString("host"),
                        row.getLong("process"),
                        new Needs(row.getInt("cores"), row.getLong("memory_mb"), row.getInt("gpu") != 0),
                        Instant.ofEpochMilli(row.getLong("last_seen")),
                        row.getLong("last_seen") + row.getLong("patience") >= now.toEpochMilli(),
                        row.getString("doing")))
                .list();
    }

    /** What no worker that is alive has of what a step needs, in words; nothing where one could do it. */
    static Optional<String> missing(Handle handle, Needs needs, Instant now) {
        List<Worker> alive = all(handle, now).stream().filter(Worker::alive).toList();
        if (alive.stream().anyMatch(worker -> needs.fits(worker.offer()))) {
            return Optional.empty();
        }
        return alive.stream()
                .map(worker -> "needs " + needs.missing(worker.offer()) + ", no worker has that")
                .findFirst();
    }
}
