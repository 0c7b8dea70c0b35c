package org.fovea.fleet.table;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What earlier attempts came to: for each clip and step the newest work. Small enough for every clip of a fleet: some
 * hundred bytes each.
 */
public final class History {
    private final Map<String, Entry> entries = new HashMap<>();

    /**
     * The newest work of a clip at a step.
     *
     * @param key name of the work
     * @param attempts how many there were
     * @param outcome of the newest attempt
     * @param exitCode of the newest attempt
     * @param content what is known about the clip's content
     * @param archiveBytes size of the archive where it is done, else 0
     * @param archiveSha256 of the archive where it is done, else empty
     */
    public record Entry(
            String key,
            int attempts,
            Attempt.Outcome outcome,
            Optional<Integer> exitCode,
            Content content,
            long archiveBytes,
            String archiveSha256) {
        public boolean done() {
            return outcome == Attempt.Outcome.DONE;
        }
    }

    /**
     * A clip's file, and the hash of its content.
     *
     * @param uri where it is
     * @param bytes its size
     * @param modified when it was last changed, in milliseconds since 1970
     * @param sha256 of its content; empty where it could not be read
     */
    public record Content(String uri, long bytes, long modified, String sha256) {}

    public static History read(AttemptTable table) throws IOException {
        History history = new History();
        List<String> columns = List.of(
                "clip",
                "step",
                "key",
                "attempt",
                "outcome",
                "exit_code",
                "uri",
                "clip_bytes",
                "clip_modified",
                "clip_sha256",
                "archive_bytes",
                "archive_sha256");
        table.ask("SELECT " + String.join(", ", columns) + " FROM attempts ORDER BY started, attempt", row -> {
            int exitCode = row.getInt(6);
            Optional<Integer> code = row.wasNull() ? Optional.empty() : Optional.of(exitCode);
            String hash = row.getString(12);
            history.put(
                    row.getString(1),
                    row.getString(2),
                    new Entry(
                            row.getString(3),
                            row.getInt(4),
                            Attempt.Outcome.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                            code,
                            new Content(row.getString(7), row.getLong(8), row.getLong(9), row.getString(10)),
                            row.getLong(11),
                            hash == null ? "" : hash));
        });
        return history;
    }

    public synchronized void add(Attempt attempt) {
        Attempt.Subject clip = attempt.subject();
        put(
                clip.clip(),
                attempt.work().step(),
                new Entry(
                        attempt.work().key(),
                        attempt.run().number(),
                        attempt.run().outcome(),
                        attempt.run().exitCode(),
                        new Content(clip.uri(), clip.bytes(), clip.modified(), clip.sha256()),
                        attempt.made().map(Attempt.Made::archiveBytes).orElse(0L),
                        attempt.made().map(Attempt.Made::archiveSha256).orElse("")));
    }

    private void put(String clip, String step, Entry entry) {
        entries.put(step + " " + clip, entry);
    }

    public synchronized Optional<Entry> of(String clip, String step) {
        return Optional.ofNullable(entries.get(step + " " + clip));
    }
}
