package org.fovea.encode.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.encode.Deadline;
import org.fovea.encode.profile.Plan;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.train.StepKind;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.truth.TruthSource;

/**
 * What is known after some phases of a compression.
 *
 * @param plan what is encoded with: a profile once one is chosen
 * @param inputs what is encoded, with the ground truth once it was needed
 * @param end when the archive should be made and scored
 * @param costs seconds of a training step of each kind on this machine, where they were measured
 * @param choice why with this profile, where several were tried
 * @param time with how many training steps, where the run was to end in time
 * @param price at which price of a byte, where a target was to be kept
 * @param archive the file, once it is made
 * @param stages that made it
 * @param scored its score, at the end
 */
public record RunState(
        Plan plan,
        EncodeRun.Inputs inputs,
        Deadline end,
        Map<StepKind, Double> costs,
        Optional<Choice> choice,
        Optional<TimeChoice> time,
        Optional<PriceChoice> price,
        Optional<Path> archive,
        List<FinishedStage> stages,
        Optional<Scored> scored) {
    public RunState {
        stages = List.copyOf(stages);
        costs = Map.copyOf(costs);
    }

    /**
     * A score and how its frames were rendered.
     *
     * @param result the score
     * @param isolation what hid the rest of the machine from the rendering process, for display
     * @param seconds that rendering took
     */
    public record Scored(ScoreResult result, String isolation, double seconds) {}

    /** Before the first phase. */
    public static RunState begin(Plan plan, EncodeRun.Inputs inputs) {
        return new RunState(
                plan,
                inputs,
                Deadline.none(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    public RunState by(Deadline other) {
        return new RunState(plan, inputs, other, costs, choice, time, price, archive, stages, scored);
    }

    /** The profile to encode with, which is chosen. */
    public Profile profile() {
        return (Profile) plan;
    }

    RunState chosen(Profile profile, Optional<Choice> why) {
        return new RunState(profile, inputs, end, costs, why, time, price, archive, stages, scored);
    }

    RunState timed(Profile profile, TimeChoice why) {
        return new RunState(profile, inputs, end, costs, choice, Optional.of(why), price, archive, stages, scored);
    }

    /** The ground truth is known, and what steps cost. */
    RunState known(EncodeRun.Inputs known, Map<StepKind, Double> measured) {
        return new RunState(plan, known, end, measured, choice, time, price, archive, stages, scored);
    }

    RunState made(TruthSource original, Path file, List<FinishedStage> by) {
        return new RunState(
                plan, inputs.with(original), end, costs, choice, time, price, Optional.of(file), by, scored);
    }

    RunState priced(PriceChoice why) {
        return new RunState(plan, inputs, end, costs, choice, time, Optional.of(why), archive, stages, scored);
    }

    public RunState at(Path file) {
        return new RunState(plan, inputs, end, costs, choice, time, price, Optional.of(file), stages, scored);
    }

    public RunState scored(Scored score) {
        return new RunState(plan, inputs, end, costs, choice, time, price, archive, stages, Optional.of(score));
    }
}
