package org.fovea.fleet.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a fleet is; written every few seconds for {@code fleet status}.
 *
 * @param file the fleet's file
 * @param updated when this was so
 * @param ended whether the work has come to its end
 * @param clips number of all
 * @param done clips that are done
 * @param failed clips that failed and are not tried any more
 * @param running clips that are worked on
 * @param bytes of all archives
 * @param secondsLeft at the pace so far; empty before a tenth of a clip is done
 */
public record FleetState(
        String file,
        Instant updated,
        boolean ended,
        int clips,
        int done,
        int failed,
        List<String> running,
        long bytes,
        Optional<Double> secondsLeft) {
    public FleetState {
        running = List.copyOf(running);
    }

    void write(Path path) throws IOException {
        AtomicFile.write(path, (Json.of(this) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the one in a file; empty where there is none, or one of another version. */
    public static Optional<FleetState> read(Path path) throws IOException {
        try {
            return Optional.ofNullable(JsonMapper.shared().readValue(Files.readAllBytes(path), FleetState.class));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Clips that have not begun. */
    public int waiting() {
        return clips - done - failed - running.size();
    }
}
