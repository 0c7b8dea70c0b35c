package org.fovea.fleet.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.config.Json;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.table.History;
import tools.jackson.databind.json.JsonMapper;

/**
 * An attempt as a text that another machine understands, which has the same program at the same path and shares folders with this one.
 *
 * @param program that does it
 * @param folder for results
 * @param limits of a clip
 * @param task what is to be done
 * @param before the newest work of this clip at this step
 */
public record RemoteAttempt(
        Program program, Path folder, Limits limits, ClipTask task, Optional<History.Entry> before) {
    /** As JSON. */
    public String json() {
        return Json.of(this);
    }

    /** Tries, in a process of this machine. */
    private Optional<Attempt> run() throws IOException, InterruptedException {
        return new ProcessWork(program, new FleetFolder(folder), limits).attempt(task, before);
    }

    /**
     * Does what a text asks for. Texts are all that passes, so that it can be called through a class loader of its own.
     *
     * @param json of {@link #json()}
     * @return the row as JSON, for {@link #attempt}; empty where the clip turned out to be done
     */
    public static String run(String json) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readValue(json, RemoteAttempt.class)
                .run()
                .map(Json::of)
                .orElse("");
    }

    /** The row in what {@link #run(String)} gave. */
    public static Optional<Attempt> attempt(String answer) {
        return answer.isEmpty()
                ? Optional.empty()
                : Optional.of(JsonMapper.shared().readValue(answer, Attempt.class));
    }
}
