package org.fovea.fleet.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.work.ClipTask;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that happened in a fleet, for programs: a line of JSON each.
 *
 * @param event {@code begins}, {@code ended}, {@code known}: the clip turned out to be done; or {@code over}: so has
 *     the run
 * @param time when
 * @param clip its id; absent at the end
 * @param step what is done with it; absent at the end
 * @param attempt number of the attempt that ended
 * @param outcome of it
 * @param error of it, in one line
 * @param archiveBytes of what came of it
 * @param score of what came of it
 * @param state how far the fleet is
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record FleetEvent(
        String event,
        Instant time,
        Optional<String> clip,
        Optional<String> step,
        Optional<Integer> attempt,
        Optional<String> outcome,
        Optional<String> error,
        Optional<Long> archiveBytes,
        Optional<Double> score,
        FleetState state) {
    /** The last one. */
    public static FleetEvent over(FleetState state) {
        return of("over", Optional.empty(), Optional.empty(), state);
    }

    static FleetEvent of(String event, ClipTask task, FleetState state) {
        return of(event, Optional.of(task.clip().id()), Optional.of(task.step().word()), state);
    }

    private static FleetEvent of(String event, Optional<String> clip, Optional<String> step, FleetState state) {
        return new FleetEvent(
                event,
                Instant.now(),
                clip,
                step,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                state);
    }

    static FleetEvent of(Attempt attempt, FleetState state) {
        return new FleetEvent(
                "ended",
                Instant.now(),
                Optional.of(attempt.subject().clip()),
                Optional.of(attempt.work().step()),
                Optional.of(attempt.run().number()),
                Optional.of(attempt.run().outcome().word()),
                attempt.run().error(),
                attempt.made().map(Attempt.Made::archiveBytes),
                attempt.made().flatMap(Attempt.Made::score),
                state);
    }

    /** As JSON without a line break. */
    public String line() {
        return JsonMapper.shared().writeValueAsString(this);
    }
}
