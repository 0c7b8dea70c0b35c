package org.fovea.encode.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.encode.Encoding;
import org.fovea.encode.estimate.RunEstimate;
import org.fovea.encode.estimate.RunPlan;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.train.StepKind;
import org.fovea.evaluate.truth.GroundTruth;

/**
 * Leaves out training steps of a profile, so that a run ends in time on this machine. What a step costs is measured
 * before the first one; the choice is a file of the run directory, so that it is made once, and the profile with these
 * steps is another one.
 */
public final class TimedProfile {
    private static final String CHOICE = "time.json";
    private static final String PROFILE = "fitted.yaml";

    private final RunDirectory directory;
    private final RunWatcher watcher;
    private final double minutes;
    private final LongSupplier spent;

    /**
     * Steps in a directory that was opened for the run.
     *
     * @param minutes that the run may take
     * @param spent nanoseconds of these that are gone
     */
    public TimedProfile(RunDirectory directory, RunWatcher watcher, double minutes, LongSupplier spent) {
        this.directory = directory;
        this.watcher = watcher;
        this.minutes = minutes;
        this.spent = spent;
    }

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
     * @throws RunDirectoryException where trainings are finished that had all their steps
     */
    public RunState run(RunState before) throws IOException, InterruptedException {
        verifyInTime(directory);
        Profile profile = before.profile();
        EncodeRun.Inputs known = Look.known(directory, watcher, before.inputs());
        Optional<TimeChoice> decided = directory.document(CHOICE, TimeChoice.class);
        TimeChoice choice = decided.isPresent() ? decided.get() : choose(profile, known);
        Profile taken = choice.share() < 1 ? profile.withShareOfSteps(choice.share()) : profile;
        directory.write(PROFILE, taken.yaml().getBytes(StandardCharsets.UTF_8));
        watcher.decided(choice.why());
        return before.timed(known, taken, choice);
    }

    private TimeChoice choose(Profile profile, EncodeRun.Inputs inputs) throws IOException, InterruptedException {
        GroundTruth truth = inputs.truth();
        double gone = spent.getAsLong() / 60e9;
        ArchiveContent beginning = inputs.init().orElseGet(() -> EncodeRun.untrained(profile, truth));
        Map<StepKind, Double> costs =
                StepCosts.measured(profile.stages(), new Encoding(truth, beginning), inputs.context(profile.seed()));
        TimeChoice choice = costs.isEmpty()
                ? TimeChoice.nothingToLeaveOut(minutes)
                : TimeChoice.of(minutes, share -> gone + rest(profile, inputs, share, costs));
        directory.log().line(choice.why());
        directory.document(CHOICE, choice);
        return choice;
    }

    /** Minutes that the stages take, and the score. */
    private static double rest(Profile profile, EncodeRun.Inputs inputs, double share, Map<StepKind, Double> costs) {
        RunEstimate estimate = new RunEstimate(
                RunPlan.of(profile.withShareOfSteps(share), inputs.truth().pairs()), inputs.threads(), () -> 0);
        costs.forEach(estimate::measured);
        estimate.ends(Look.LABEL);
        return estimate.outlook().left().orElseThrow() / 60;
    }
}
