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
        handle.createUpdate("DELETE FROM worker WHERE name = :name OR last_seen < :forgotten")
                .bind("name", settings.name())
                .bind("forgotten", now.minus(REMEMBERED).toEpochMilli())
                .execute();
        handle.createUpdate("INSERT INTO worker"
                        + " (name, host, process, cores, memory_mb, gpu, started, last_seen, patience, doing)"
                        + " VALUES (:name, :host, :process, :cores, :memory, :gpu, :now, :now, :patience, 'waits')")
                .bind("name", settings.name())
                .bind("host", host)
                .bind("process", ProcessHandle.current().pid())
                .bind("cores", settings.offer().cores())
                .bind("memory", settings.offer().memoryMb())
                .bind("gpu", settings.offer().gpu() ? 1 : 0)
                .bind("now", now.toEpochMilli())
                .bind("patience", settings.patience().toMillis())
                .execute();
    }

    /** Says that a worker is there. */
    static void seen(Handle handle, String name, String doing, Instant now) {
        handle.createUpdate("UPDATE worker SET last_seen = :now, doing = :doing WHERE name = :name")
                .bind("now", now.toEpochMilli())
                .bind("doing", doing)
                .bind("name", name)
                .execute();
    }

    static void remove(Handle handle, String name) {
        handle.createUpdate("DELETE FROM worker WHERE name = :name")
                .bind("name", name)
                .execute();
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
