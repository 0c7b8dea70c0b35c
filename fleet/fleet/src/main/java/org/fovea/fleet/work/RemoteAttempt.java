package org.fovea.fleet.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fovea.config.Json;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.storage.ClipCopies;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.table.History;
import tools.jackson.databind.json.JsonMapper;

/**
 * An attempt as a text that another machine understands, which has the same program at the same path and shares folders
 * with this one.
 *
 * @param program that does it
 * @param folder for results
 * @param limits of a clip
 * @param task what is to be done
 * @param before the newest work of this clip at this step
 */
public record RemoteAttempt(
        Program program, Path folder, Limits limits, ClipTask task, Optional<History.Entry> before) {
    public String json() {
        return Json.of(this);
    }

    /** Tries, in a process of this machine. */
    private Optional<Attempt> run(ClipCopies copies) throws IOException, InterruptedException {
        return new ProcessWork(program, new FleetFolder(folder), limits, copies).attempt(task, before);
    }

    /**
     * Does what a text asks for. Texts and what Java has itself are all that passes, so that it can be called through a
     * class loader of its own.
     *
     * @param json of {@link #json()}
     * @param facts gives size and date of an address, as {@link RemoteFiles#facts}; throws {@link UncheckedIOException}
     *     for what that throws
     * @param open reads an address, as {@link RemoteFiles#open}; likewise
     * @param scratch folder of this machine for copies of clips
     * @return the row as JSON, for {@link #attempt}; empty where the clip turned out to be done
     */
    public static String run(
            String json, Function<String, long[]> facts, Function<String, InputStream> open, String scratch)
            throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readValue(json, RemoteAttempt.class)
                .run(new ClipCopies(new Passed(facts, open), Path.of(scratch)))
                .map(Json::of)
                .orElse("");
    }

    /** Storage as it comes through a class loader. */
    private record Passed(Function<String, long[]> ask, Function<String, InputStream> read) implements RemoteFiles {
        @Override
        public Facts facts(String address) throws IOException {
            try {
                long[] facts = ask.apply(address);
                return new Facts(facts[0], facts[1]);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public InputStream open(String address) throws IOException {
            try {
                return read.apply(address);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public List<Found> list(String folder, boolean deep) {
            throw new UnsupportedOperationException("folders are looked through where the fleet is planned");
        }
    }

    /** The row in what {@link #run(String, Function, Function, String)} gave. */
    public static Optional<Attempt> attempt(String answer) {
        return answer.isEmpty()
                ? Optional.empty()
                : Optional.of(JsonMapper.shared().readValue(answer, Attempt.class));
    }
}
