package org.fovea.encode.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.encode.profile.Plan;
import org.fovea.encode.profile.Profile;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.truth.TruthSource;

/**
 * What is known after some phases of a compression.
 *
 * @param plan what is encoded with: a profile once one is chosen
 * @param inputs what is encoded, with the ground truth once it was needed
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
        Optional<Choice> choice,
        Optional<TimeChoice> time,
        Optional<PriceChoice> price,
        Optional<Path> archive,
        List<FinishedStage> stages,
        Optional<Scored> scored) {
    /** Copies. */
    public RunState {
        stages = List.copyOf(stages);
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
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** The profile to encode with, which is chosen. */
    public Profile profile() {
        return (Profile) plan;
    }

    RunState chosen(EncodeRun.Inputs known, Profile profile, Choice why) {
        return new RunState(profile, known, Optional.of(why), time, price, archive, stages, scored);
    }

    RunState timed(EncodeRun.Inputs known, Profile profile, TimeChoice why) {
        return new RunState(profile, known, choice, Optional.of(why), price, archive, stages, scored);
    }

    RunState made(TruthSource original, Path file, List<FinishedStage> by) {
        return new RunState(plan, inputs.with(original), choice, time, price, Optional.of(file), by, scored);
    }

    RunState priced(PriceChoice why) {
        return new RunState(plan, inputs, choice, time, Optional.of(why), archive, stages, scored);
    }

    /** The same archive in another file. */
    public RunState at(Path file) {
        return new RunState(plan, inputs, choice, time, price, Optional.of(file), stages, scored);
    }

    /** The archive's score is known. */
    public RunState scored(Scored score) {
        return new RunState(plan, inputs, choice, time, price, archive, stages, Optional.of(score));
    }
}
