package org.fovea.encode.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.fovea.encode.estimate.Outlook;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a run is, as its directory says it every few seconds.
 *
 * @param time when this was written, UTC
 * @param stage at work, number and name
 * @param share of the work of the process at work that is done, by cost, 0..1
 * @param seconds that it has worked
 * @param left seconds to the end, absent while they are not known
 * @param stepsPerSecond of the training at work, absent where there is none
 * @param task that the stage is at
 */
public record RunProgress(
        String time,
        String stage,
        double share,
        double seconds,
        Optional<Double> left,
        Optional<Double> stepsPerSecond,
        Task task) {
    /** Name of the file. */
    static final String FILE = "progress.json";

    /**
     * Part of a stage.
     *
     * @param name of it
     * @param done units
     * @param total units, 0 where it is not known
     */
    public record Task(String name, long done, long total) {}

    static RunProgress of(Outlook outlook, Task task, Instant time) {
        return new RunProgress(
                time.toString(),
                outlook.label(),
                outlook.share(),
                outlook.seconds(),
                outlook.left().stream().boxed().findFirst(),
                outlook.stepsPerSecond().stream().boxed().findFirst(),
                task);
    }

    /**
     * What a run directory says, if it says anything.
     *
     * @param directory of a run
     */
    public static Optional<RunProgress> read(Path directory) throws IOException {
        try {
            return Optional.of(
                    JsonMapper.shared().readValue(Files.readAllBytes(directory.resolve(FILE)), RunProgress.class));
        } catch (NoSuchFileException | JacksonException e) {
            // It is kept for show: where it is missing or damaged, there is less to show.
            return Optional.empty();
        }
    }
}
