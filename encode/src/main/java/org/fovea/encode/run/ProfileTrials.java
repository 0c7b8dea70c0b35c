package org.fovea.encode.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.config.Json;
import org.fovea.encode.ArchiveBytes;
import org.fovea.encode.ProcessorTime;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.Measurement;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.TrialProfile;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.evaluate.truth.TruthSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries profiles briefly on the clip and takes one of them. Each trial is a run of its own in the folder {@code trials}
 * of the run directory, so that it goes on where it was broken off; the choice is a file of the run directory, so that
 * it is made once.
 */
public final class ProfileTrials {
    private static final String CHOICE = "choice.json";

    /** Folder of trials in a run directory. */
    static final String TRIALS = "trials";

    private final RunDirectory directory;
    private final TrialProfile plan;
    private final RunWatcher watcher;
    private EncodeRun.Inputs inputs;

    /** Trials in a directory that was opened for the run. */
    public ProfileTrials(RunDirectory directory, TrialProfile plan, EncodeRun.Inputs inputs, RunWatcher watcher) {
        if (inputs.init().isPresent()) {
            throw new IllegalArgumentException("profiles are tried from the beginning, not from an archive");
        }
        this.directory = directory;
        this.plan = plan;
        this.inputs = inputs;
        this.watcher = watcher;
    }

    /**
     * What to encode with.
     *
     * @param profile that was taken
     * @param choice why
     * @param inputs the same, with the ground truth where it was needed
     */
    public record Taken(Profile profile, Choice choice, EncodeRun.Inputs inputs) {}

    /**
     * Chooses, unless that is done.
     *
     * @throws IOException where the clip cannot be read or the disk is full; what is finished and saved stays
     * @throws InterruptedException where the calling thread is interrupted
     */
    public Taken run() throws IOException, InterruptedException {
        Path file = directory.path().resolve(CHOICE);
        Choice choice = Files.exists(file) ? read(file, Choice.class) : choose();
        Profile taken = plan.candidates().stream()
                .filter(candidate -> candidate.name().equals(choice.chosen()))
                .findFirst()
                .orElseThrow(() -> damaged(file))
                .profile();
        return new Taken(taken, choice, inputs);
    }

    private Choice choose() throws IOException, InterruptedException {
        TruthSource known = new Look(directory, watcher, inputs.threads()).known(inputs.original());
        inputs = inputs.with(known);
        List<Choice.Forecast> forecasts = new ArrayList<>();
        for (int i = 0; i < plan.candidates().size(); i++) {
            TrialProfile.Candidate candidate = plan.candidates().get(i);
            forecasts.add(Choice.Forecast.of(candidate.name(), trial(i, candidate)));
        }
        Choice choice = Choice.of(forecasts);
        directory.log().line(choice.why());
        directory.write(CHOICE, (Json.of(choice) + "\n").getBytes(StandardCharsets.UTF_8));
        return choice;
    }

    private Choice.Trial trial(int number, TrialProfile.Candidate candidate) throws IOException, InterruptedException {
        double share = plan.share();
        String name = String.valueOf(number + 1);
        Path folder = directory.path().resolve(TRIALS);
        Path result = folder.resolve(name + ".json");
        if (Files.exists(result)) {
            return read(result, Choice.Trial.class);
        }
        long begin = ProcessorTime.nanos();
        Profile profile = candidate.shortened(share, plan.scoredPairs());
        RunIdentity identity = directory.identity().withProfile(profile.hash());
        ArchiveContent made;
        try (RunDirectory own = RunDirectory.open(folder.resolve(name), identity, RunDirectory.Start.RESUME)) {
            String title = String.format(Locale.ROOT, "trial of %s, %.1f %%", candidate.name(), 100 * share);
            Path archive = new EncodeRun(own, profile, inputs, new QuietWatcher(watcher, title)).run();
            made = ArchiveBytes.read(Files.readAllBytes(archive));
        }
        Choice.Trial trial = measured(candidate.profile(), made, begin);
        directory
                .log()
                .line(String.format(
                        Locale.ROOT,
                        "trial of %s with %.2f %% of its steps: %,d bytes, segmentation %.4f + pose %.4f + rate "
                                + "%.4f on %d pairs, %.0f s of processor time",
                        candidate.name(),
                        100 * share,
                        trial.bytes(),
                        trial.score().segmentation(),
                        trial.score().pose(),
                        trial.score().rate(),
                        trial.pairs(),
                        trial.seconds()));
        AtomicFile.write(result, (Json.of(trial) + "\n").getBytes(StandardCharsets.UTF_8));
        return trial;
    }

    /**
     * Bytes as the whole profile would pack them, but for the time that {@code max} takes, and poses as if those of all
     * pairs took as many as those of the pairs it is scored on.
     */
    private Choice.Trial measured(Profile profile, ArchiveContent made, long begin) throws InterruptedException {
        MaskEffort effort = profile.pack() == MaskEffort.FAST ? MaskEffort.FAST : MaskEffort.BEST;
        long bytes = ArchiveBytes.of(made, effort).length;
        GroundTruth truth = inputs.original().truth().orElseThrow();
        List<Integer> pairs = truth.somePairs(plan.scoredPairs());
        int count = pairs.size();
        if (made instanceof RendererContent renderer) {
            PoseTrack poses = renderer.poses();
            bytes += (long) PoseCoder.encode(poses.of(pairs)).length * poses.pairs() / count
                    - PoseCoder.encode(poses).length;
        }
        Measurement found = new ArchiveMeasure(
                        inputs.original().networks(), inputs.formula(), truth, inputs.originalBytes(), inputs.threads())
                .measure(made, bytes, pairs, done -> watcher.update("measure", done, count));
        return new Choice.Trial(plan.share(), bytes, count, found.score(), (ProcessorTime.nanos() - begin) / 1e9);
    }

    /** A document that the run has written. */
    static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return JsonMapper.shared().readValue(Files.readAllBytes(file), type);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw damaged(file);
        }
    }

    private static RunDirectoryException damaged(Path file) {
        return new RunDirectoryException(file + ": is not what the run has written; start over with --force");
    }
}
