package org.fovea.encode.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.encode.Encoding;
import org.fovea.encode.estimate.RunEstimate;
import org.fovea.encode.estimate.RunPlan;
import org.fovea.encode.estimate.Work;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.StageChoice;
import org.fovea.encode.profile.TrialProfile;
import org.fovea.encode.train.StepKind;

/**
 * What profiles take on this machine, from what a few training steps took.
 *
 * @param costs seconds from one step of a kind to the next; empty where none was measured
 * @param pairs of the clip
 * @param threads pairs that are worked on at the same time
 */
public record Forecast(Map<StepKind, Double> costs, int pairs, int threads) {
    static Forecast of(RunState known) {
        return new Forecast(
                known.costs(), known.inputs().original().pairs(), known.inputs().threads());
    }

    /** A run whose ground truth and costs of steps are known. */
    static RunState known(
            RunDirectory directory, RunWatcher watcher, RunState before, List<TrialProfile.Candidate> candidates)
            throws IOException, InterruptedException {
        EncodeRun.Inputs inputs = Look.known(directory, watcher, before.inputs());
        if (!before.end().exists() || !before.costs().isEmpty()) {
            return before.known(inputs, before.costs());
        }
        return before.known(
                inputs,
                measured(
                        candidates.stream().map(TrialProfile.Candidate::profile).toList(), inputs));
    }

    /** What steps of some profiles cost, whose ground truth is known: measured on the first renderer that trains. */
    public static Map<StepKind, Double> measured(List<Profile> profiles, EncodeRun.Inputs inputs)
            throws IOException, InterruptedException {
        // There is no filter before there is a video.
        List<Profile> trained = profiles.stream()
                .filter(one -> one.stream().isEmpty() && one.judgedSteps() > 0)
                .toList();
        if (trained.isEmpty()) {
            return Map.of();
        }
        Profile first = trained.getFirst();
        ArchiveContent beginning = inputs.init().isPresent() ? inputs.init().get() : EncodeRun.untrained(first, inputs);
        List<StageChoice<?>> stages = new ArrayList<>();
        trained.forEach(one -> stages.addAll(one.stages()));
        return StepCosts.measured(stages, new Encoding(inputs.truth(), beginning), inputs.context(first.seed()), 1);
    }

    /** Seconds of a profile's parts once the ground truth is known, the score included; in steps without costs. */
    public RunEstimate.Parts parts(Profile profile) {
        RunEstimate estimate = estimate(profile);
        estimate.ends(Look.LABEL);
        return estimate.parts();
    }

    private RunEstimate estimate(Profile profile) {
        RunEstimate estimate = new RunEstimate(RunPlan.of(profile, pairs), threads, () -> 0);
        costs.forEach(estimate::measured);
        return estimate;
    }

    /**
     * A part of a run.
     *
     * @param name of a stage with its number, or of what else is done
     * @param steps of its training
     * @param seconds that it takes
     */
    public record Part(String name, long steps, double seconds) {}

    /** Everything that a run with a profile does. */
    public List<Part> run(Profile profile) {
        RunEstimate estimate = estimate(profile);
        return RunPlan.of(profile, pairs).stream()
                .map(phase -> new Part(
                        phase.label(),
                        phase.works().stream()
                                .mapToLong(work -> work instanceof Work.Steps steps ? steps.count() : 0)
                                .sum(),
                        estimate.parts(phase).seconds()))
                .toList();
    }

    /** The sum of them. */
    public double seconds(Profile profile) {
        return parts(profile).seconds();
    }

    /** Seconds of all trials of a plan. */
    public double trials(TrialProfile plan) {
        return plan.candidates().stream()
                .mapToDouble(one -> seconds(one.shortened(plan.share(), plan.scoredPairs())))
                .sum();
    }
}
