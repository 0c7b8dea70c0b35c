package org.fovea.encode.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.config.Json;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.estimate.RunEstimate;
import org.fovea.encode.estimate.RunPlan;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.train.StepKind;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.evaluate.truth.TruthSource;

/**
 * Leaves out training steps of a profile, so that a run ends in time on this machine. What a step costs is measured
 * before the first one; the choice is a file of the run directory, so that it is made once, and the profile with these
 * steps is another one.
 */
public final class TimedProfile {
    private static final String CHOICE = "time.json";
    private static final String PROFILE = "fitted.yaml";

    private final RunDirectory directory;
    private final Profile profile;
    private final EncodeRun.Inputs inputs;
    private final RunWatcher watcher;

    /** A profile in a directory that was opened for the run. */
    public TimedProfile(RunDirectory directory, Profile profile, EncodeRun.Inputs inputs, RunWatcher watcher) {
        this.directory = directory;
        this.profile = profile;
        this.inputs = inputs;
        this.watcher = watcher;
    }

    /**
     * What to encode with.
     *
     * @param profile with the steps that it has time for
     * @param choice how many these are
     * @param inputs the same, with the ground truth
     */
    public record Taken(Profile profile, TimeChoice choice, EncodeRun.Inputs inputs) {}

    /** Whether the run in a directory has chosen its steps by time. */
    public static boolean decided(RunDirectory directory) {
        return Files.exists(directory.path().resolve(CHOICE));
    }

    /**
     * Refuses to leave out steps where trainings are finished that had all of theirs.
     *
     * @throws RunDirectoryException in that case
     */
    public static void verifyInTime(RunDirectory directory) throws RunDirectoryException {
        if (!decided(directory) && directory.finished().size() > 1) {
            throw new RunDirectoryException(directory.path()
                    + ": the run has finished stages without a time to keep; continue it without "
                    + "--minutes, or start over with --force");
        }
    }

    /**
     * Chooses, unless that is done.
     *
     * @param minutes that the run may take
     * @param spent minutes of these that are gone
     * @throws RunDirectoryException where trainings are finished that had all their steps
     * @throws IOException where the clip cannot be read or the disk is full
     * @throws InterruptedException where the calling thread is interrupted
     */
    public Taken within(double minutes, double spent) throws IOException, InterruptedException {
        verifyInTime(directory);
        TruthSource known = new Look(directory, watcher, inputs.threads()).known(inputs.original());
        EncodeRun.Inputs seen = inputs.with(known);
        Path file = directory.path().resolve(CHOICE);
        TimeChoice choice =
                decided(directory) ? ProfileTrials.read(file, TimeChoice.class) : choose(minutes, spent, known);
        Profile taken = choice.share() < 1 ? profile.withShareOfSteps(choice.share()) : profile;
        directory.write(PROFILE, taken.yaml().getBytes(StandardCharsets.UTF_8));
        return new Taken(taken, choice, seen);
    }

    private TimeChoice choose(double minutes, double spent, TruthSource original)
            throws IOException, InterruptedException {
        GroundTruth truth = original.truth().orElseThrow();
        ArchiveContent beginning = inputs.init().orElseGet(() -> EncodeRun.untrained(profile, truth));
        StageContext context = StageContext.of(original.clip(), original.networks(), inputs.originalBytes())
                .withFormula(inputs.formula())
                .withThreads(inputs.threads())
                .withSeed(profile.seed());
        Map<StepKind, Double> costs = StepCosts.measured(profile.stages(), new Encoding(truth, beginning), context);
        TimeChoice choice = costs.isEmpty()
                ? TimeChoice.nothingToLeaveOut(minutes)
                : TimeChoice.of(minutes, share -> spent + rest(share, truth.pairs(), costs));
        directory.log().line(choice.why());
        directory.write(CHOICE, (Json.of(choice) + "\n").getBytes(StandardCharsets.UTF_8));
        return choice;
    }

    /** Minutes that the stages take, and the score. */
    private double rest(double share, int pairs, Map<StepKind, Double> costs) {
        RunEstimate estimate =
                new RunEstimate(RunPlan.of(profile.withShareOfSteps(share), pairs), inputs.threads(), () -> 0);
        costs.forEach(estimate::measured);
        estimate.ends(Look.LABEL);
        return estimate.outlook().left().orElseThrow() / 60;
    }
}
