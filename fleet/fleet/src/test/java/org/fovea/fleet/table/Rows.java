package org.fovea.fleet.table;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.io.Sha256;
import org.fovea.fleet.table.Attempt.Outcome;

/** Rows for tests. */
public final class Rows {
    private Rows() {}

    /** A row that is done. */
    public static Attempt done(String clip, String key, int number, long bytes) {
        return of(clip, key, number, Outcome.DONE, Optional.empty(), Optional.of(0), Optional.of(made(bytes)));
    }

    /** A row that failed. */
    public static Attempt failed(String clip, String key, int number, int exitCode, String error) {
        return of(clip, key, number, Outcome.FAILED, Optional.of(error), Optional.of(exitCode), Optional.empty());
    }

    private static Attempt of(
            String clip,
            String key,
            int number,
            Outcome outcome,
            Optional<String> error,
            Optional<Integer> exitCode,
            Optional<Attempt.Made> made) {
        return new Attempt(
                Attempt.SCHEMA,
                new Attempt.Subject(clip, "drives/" + clip + ".mkv", 1000, 5, hash(clip), Map.of("camera", "front")),
                new Attempt.Work("compress", hash(key), "bundled", hash("e"), "standard", hash("p"), "fovea 0"),
                new Attempt.Run(
                        number,
                        outcome,
                        error,
                        exitCode,
                        Instant.parse("2026-11-22T10:00:00.125Z").plusSeconds(number),
                        3.5,
                        7.25,
                        1 << 30,
                        1,
                        "host",
                        "machine",
                        Map.of("Fovea", "0.1.0")),
                made);
    }

    private static Attempt.Made made(long bytes) {
        return new Attempt.Made(
                bytes,
                hash("archive" + bytes),
                Map.of("masks", bytes - 100, "structure", 100L),
                Optional.of(0.457),
                Map.of("terms.segmentation", 0.1, "terms.pose", 0.2, "terms.rate", 0.157, "score", 0.457),
                60,
                6.0,
                Map.of("train", 2.5),
                Optional.empty());
    }

    /** Of a text. */
    public static String hash(String text) {
        return Sha256.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
