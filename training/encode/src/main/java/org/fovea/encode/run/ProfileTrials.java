package org.fovea.encode.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.encode.ArchiveBytes;
import org.fovea.encode.Deadline;
import org.fovea.encode.ProcessorTime;
import org.fovea.encode.measure.Measurement;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.TrialProfile;

/**
 * Tries profiles briefly on the clip and takes one of them. Each trial is a run of its own in the folder {@code trials}
 * of the run directory, so that it goes on where it was broken off; the choice is a file of the run directory, so that
 * it is made once.
 */
public record ProfileTrials(RunDirectory directory, RunWatcher watcher) {
    private static final String CHOICE = "choice.json";

    /** Folder of trials in a run directory. */
    static final String TRIALS = "trials";

    /** Chooses one of the plan's profiles, unless that is done. */
    public RunState run(RunState before) throws IOException, InterruptedException {
        if (before.inputs().init().isPresent()) {
            throw new IllegalArgumentException("profiles are tried from the beginning, not from an archive");
        }
        TrialProfile plan = (TrialProfile) before.plan();
        Optional<Choice> decided = directory.document(CHOICE, Choice.class);
        RunState known = decided.isPresent() ? before : Forecast.known(directory, watcher, before, plan.candidates());
        Choice choice = decided.isPresent() ? decided.get() : choose(plan, known);
        directory.checkpoint(FamilyTrial.LABEL, "").delete(); // else a stage seems to have begun
        Profile taken = plan.named(choice.chosen(), before.inputs().original().pairs())
                .orElseThrow(() -> RunDirectory.damaged(directory.path().resolve(CHOICE)));
        watcher.decided(choice.why());
        return known.chosen(taken, choice.candidates().isEmpty() ? Optional.empty() : Optional.of(choice));
    }

    private Choice choose(TrialProfile plan, RunState known) throws IOException, InterruptedException {
        FamilyTrial.Outcome family = new FamilyTrial(directory, watcher, plan, known).outcome();
        Optional<Choice> untried = new Untried(family.plan(), Forecast.of(known), known.end()).choice();
        Choice choice = family.with(untried.isPresent() ? untried.get() : tried(family.plan(), known));
        directory.log().line(choice.why());
        directory.document(CHOICE, choice);
        return choice;
    }

    private Choice tried(TrialProfile plan, RunState known) throws IOException, InterruptedException {
        List<Choice.Forecast> forecasts = new ArrayList<>();
        int count = plan.candidates().size();
        for (int i = 0; i < count; i++) {
            TrialProfile.Candidate candidate = plan.candidates().get(i);
            Deadline end = known.end();
            // Until here a trial has its part of what all may take.
            double seconds = Untried.TRIALS * end.left() / (count - Untried.TRIALS * i);
            RunState own = known.by(end.exists() ? Deadline.in(seconds, end.clock()) : end);
            double exponent = candidate.profile().stream().isPresent()
                    ? Choice.Forecast.EXPONENT_OF_VIDEO
                    : Choice.Forecast.EXPONENT;
            forecasts.add(Choice.Forecast.of(candidate.name(), trial(plan, own, i + 1, candidate), exponent));
        }
        return Choice.of(forecasts);
    }

    private Choice.Trial trial(TrialProfile plan, RunState given, int number, TrialProfile.Candidate candidate)
            throws IOException, InterruptedException {
        String name = TRIALS + "/" + number;
        Optional<Choice.Trial> known = directory.document(name + ".json", Choice.Trial.class);
        if (known.isPresent()) {
            return known.get();
        }
        double share = plan.share();
        long begin = ProcessorTime.nanos();
        Profile profile = candidate.shortened(share, plan.scoredPairs());
        RunIdentity identity =
                directory.identity().with(profile.hash(), directory.identity().init());
        ArchiveContent made;
        try (RunDirectory own =
                RunDirectory.open(directory.path().resolve(name), identity, RunDirectory.Start.RESUME)) {
            String title = String.format(Locale.ROOT, "trial of %s, %.1f %%", candidate.name(), 100 * share);
            Path archive =
                    EncodeRun.archive(own, given.chosen(profile, Optional.empty()), new QuietWatcher(watcher, title));
            made = ArchiveBytes.read(Files.readAllBytes(archive), Optional.empty(), ProgressListener.NONE);
        }
        Choice.Trial trial = measured(plan, given.inputs(), candidate.profile(), made, begin);
        directory
                .log()
                .line(
                        "trial of %s with %.2f %% of its steps: %,d bytes, %s on %d pairs, %.0f s of processor time",
                        candidate.name(),
                        100 * share,
                        trial.bytes(),
                        trial.score().phrase(),
                        trial.pairs(),
                        trial.seconds());
        directory.document(name + ".json", trial);
        return trial;
    }

    /**
     * Bytes as the whole profile would pack them, but for the time that {@code max} takes, and poses as if those of all
     * pairs took as many as those of the pairs it is scored on.
     */
    private Choice.Trial measured(
            TrialProfile plan, EncodeRun.Inputs inputs, Profile profile, ArchiveContent made, long begin)
            throws InterruptedException {
        MaskEffort effort = profile.pack() == MaskEffort.FAST ? MaskEffort.FAST : MaskEffort.BEST;
        long bytes = ArchiveBytes.of(made, effort, ProgressListener.NONE).length;
        List<Integer> pairs = inputs.truth().somePairs(plan.scoredPairs());
        int count = pairs.size();
        if (made instanceof RendererContent renderer) {
            PoseTrack poses = renderer.poses();
            bytes += (long) PoseCoder.encode(poses.of(pairs)).length * poses.pairs() / count
                    - PoseCoder.encode(poses).length;
        }
        Measurement found = inputs.measured(made, bytes, plan.scoredPairs(), watcher);
        return new Choice.Trial(plan.share(), bytes, count, found.score(), (ProcessorTime.nanos() - begin) / 1e9);
    }
}
