package org.fovea.lab.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.fovea.lab.queue.QueueStatus.Worker;
import org.jdbi.v3.core.Handle;

final class Workers {
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private Workers() {}

    static void register(Handle handle, WorkerSettings settings, Instant now) {
        handle.execute(
                "DELETE FROM worker WHERE name = ? OR last_seen < ?",
                settings.name(),
                now.minus(REMEMBERED).toEpochMilli());
        handle.execute(
                "INSERT INTO worker"
                        + " (name, host, process, cores, memory_mb, gpu, started, last_seen, patience, doing)"
                        + " VALUES (?, '', ?, ?, ?, 0, ?, ?, ?, '')",
                settings.name(),
                ProcessHandle.current().pid(),
                settings.offer().cores(),
                settings.offer().memoryMb(),
                now.toEpochMilli(),
                now.toEpochMilli(),
                settings.patience().toMillis());
    }

    static void seen(Handle handle, String name, Instant now) {
        handle.execute("UPDATE worker SET last_seen = ? WHERE name = ?", now.toEpochMilli(), name);
    }

    static void remove(Handle handle, String name) {
        handle.execute("DELETE FROM worker WHERE name = ?", name);
    }

    /** Those that were heard of lately. */
    static List<Worker> alive(Handle handle, Instant now) {
        return handle.select("SELECT name, cores FROM worker WHERE last_seen + patience >= ?", now.toEpochMilli())
                .map((row, _) -> new Worker(row.getString("name"), row.getInt("cores")))
                .list();
    }
}
