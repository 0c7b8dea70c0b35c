package org.fovea.app.rd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.compress.ClipRange;
import org.fovea.app.compress.RunDisplay;
import org.fovea.app.score.Originals;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.ProfileOverride;
import org.fovea.encode.run.EncodeRun;
import org.fovea.encode.run.FinishedStage;
import org.fovea.encode.run.RunDirectory;
import org.fovea.encode.run.RunIdentity;
import org.fovea.encode.video.VideoBeginning;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.truth.TruthSource;

/**
 * Climbs from plain AV1 to a learned filter, rung by rung. Every rung is a run of the encoder in a folder of its own,
 * so that a climb that was broken off goes on where it was. A rung that makes the score worse is shown, and left out of
 * those above it.
 */
public final class Ladder {
    private static final String PLAIN = """
            renderer: {family: filter}
            stream: {preset: 8, crf: 35, keyInterval: 100}
            stages: []
            """;

    private final Reporter reporter;
    private final Inputs inputs;
    private final Path folder;
    private final List<Step> steps = new ArrayList<>();
    private final List<ProfileOverride> changes = new ArrayList<>();
    private Optional<VideoContent> best = Optional.empty();
    private double bestScore = Double.POSITIVE_INFINITY;

    /**
     * What is climbed on.
     *
     * @param range pairs of the clip
     * @param clipHash SHA-256 of the clip
     * @param originalBytes size that the rate is counted against
     * @param networks that judge the frames; stay open
     * @param threads to work with
     * @param training profile of the rungs with a filter: its renderer and stages
     * @param trainingChanges of that profile
     */
    public record Inputs(
            ClipRange range,
            String clipHash,
            long originalBytes,
            EvaluatorPair networks,
            int threads,
            byte[] training,
            List<ProfileOverride> trainingChanges) {
        /** In the colours that the networks want. */
        public Inputs {
            range = range.withColours(networks.colours());
        }
    }

    /**
     * What came of a rung.
     *
     * @param name of the rung
     * @param point its archive, weights included; its label is the rung's title
     * @param weightBytes of the section weights, 0 where there is none
     * @param originalBytes size of the original
     * @param kept whether later rungs build on it: it has the best score so far
     * @param archive file name within the folder
     */
    public record Step(String name, RdPoint point, long weightBytes, long originalBytes, boolean kept, String archive) {
        /**
         * What {@code current_workflow} would say if the weights lay outside the archive, as those of the published
         * climb did. Derived, not measured.
         */
        public double scoreWithWeightsOutside() {
            return point.measured().charging(point.bytes() - weightBytes, originalBytes);
        }
    }

    /** A ladder in a folder. */
    public Ladder(Reporter reporter, Inputs inputs, Path folder) {
        this.reporter = reporter.only(Reporter.Part.TASKS, Reporter.Part.NOTES);
        this.inputs = inputs;
        this.folder = folder;
    }

    /** Climbs all rungs. */
    public List<Step> climb(LadderPlan plan) throws IOException, InterruptedException {
        TruthSource truth = truth();
        for (LadderPlan.Rung rung : plan.rungs()) {
            step(rung, truth);
        }
        return List.copyOf(steps);
    }

    /** What the networks say about the original, from the ladder's folder where an earlier climb has left it. */
    private TruthSource truth() throws IOException, InterruptedException {
        Path file = folder.resolve("look.bin");
        TruthSource source = Originals.of(
                        inputs.networks(), inputs.range().clip(), inputs.clipHash(), Optional.empty(), reporter::note)
                .part(inputs.range().firstPair(), inputs.range().pairs());
        Optional<TruthSource> kept = Files.exists(file) ? source.restored(Files.readAllBytes(file)) : Optional.empty();
        if (kept.isPresent()) {
            return kept.get();
        }
        try (RunDisplay display = new RunDisplay(reporter, Optional.empty())) {
            TruthSource complete = source.complete(
                    inputs.threads(), Optional.empty(), (done, total) -> display.update("look", done, total));
            AtomicFile.write(file, complete.toBytes(complete.truth().orElseThrow()), true);
            return complete;
        }
    }

    private void step(LadderPlan.Rung rung, TruthSource truth) throws IOException, InterruptedException {
        List<ProfileOverride> wanted = new ArrayList<>(changes);
        rung.changes().forEach(change -> wanted.add(ProfileOverride.of(change)));
        boolean retrained =
                rung.filters() && best.isPresent() && best.get().weights().isPresent();
        Profile profile = profile(rung, wanted);
        Optional<ArchiveContent> init = retrained
                ? Optional.of(rung.changes().isEmpty() ? best.get() : recoded(profile, best.get()))
                : Optional.empty();
        long start = System.nanoTime();
        Path run = folder.resolve(String.format(Locale.ROOT, "%d-%s", steps.size() + 1, rung.name()));
        FinishedStage last;
        byte[] archive;
        try (RunDirectory directory = RunDirectory.open(
                        run,
                        identity(profile, init),
                        RunDirectory.holdsRun(run) ? RunDirectory.Start.RESUME : RunDirectory.Start.NEW);
                RunDisplay display = new RunDisplay(reporter, Optional.empty())) {
            EncodeRun.Inputs given = new EncodeRun.Inputs(truth, inputs.originalBytes(), inputs.threads(), init);
            archive = Files.readAllBytes(EncodeRun.archive(directory, profile, given, display));
            last = directory.finished().getLast();
        }
        judge(rung, wanted, last, archive, (System.nanoTime() - start) / 1e9);
    }

    private Profile profile(LadderPlan.Rung rung, List<ProfileOverride> wanted) {
        List<ProfileOverride> all = new ArrayList<>();
        all.add(new ProfileOverride(
                "scoredPairs", Integer.toString(inputs.range().pairs())));
        if (!rung.filters()) {
            all.addAll(wanted);
            return Profile.parse(PLAIN.getBytes(StandardCharsets.UTF_8), all);
        }
        // The stream is that of the rungs below, whatever the training's profile says.
        for (String plain : List.of("preset=8", "crf=35", "keyInterval=100", "scale=1", "filmGrain=0", "sharpness=0")) {
            all.add(ProfileOverride.of("stream." + plain));
        }
        all.addAll(inputs.trainingChanges());
        all.addAll(wanted);
        return Profile.parse(inputs.training(), all).withStages(rung.stages());
    }

    /** The same filter on another video, which it is trained on next. */
    private VideoContent recoded(Profile profile, VideoContent before) throws IOException, InterruptedException {
        try (RunDisplay display = new RunDisplay(reporter, Optional.empty())) {
            int frames = 2 * inputs.range().pairs();
            VideoContent video = new VideoBeginning(
                            profile.stream().orElseThrow(),
                            FilterFamily.Layout.of(before.header().parameters()),
                            profile.seed(),
                            inputs.threads())
                    .content(
                            inputs.range().clip().size(),
                            inputs.range().part(),
                            done -> display.update("stream", done, frames));
            return video.withWeights(before.weights().orElseThrow());
        }
    }

    private RunIdentity identity(Profile profile, Optional<ArchiveContent> init) {
        return new RunIdentity(
                inputs.clipHash(),
                inputs.range().firstPair(),
                inputs.range().pairs(),
                inputs.originalBytes(),
                inputs.networks().identity().hash(),
                profile.hash(),
                init.map(Ladder::bytes).map(Sha256::of).orElse("none"));
    }

    private static byte[] bytes(ArchiveContent content) {
        return ArchiveFile.zipped(ArchiveFile.encode((VideoContent) content));
    }

    private void judge(
            LadderPlan.Rung rung, List<ProfileOverride> wanted, FinishedStage stage, byte[] bytes, double seconds)
            throws IOException {
        ArchiveFile file = ArchiveFile.open(bytes);
        long weights = file.ledger().entries().stream()
                .filter(entry -> entry.section().equals("weights"))
                .mapToLong(LedgerEntry::codedBytes)
                .sum();
        Score score = stage.score().orElseThrow().score();
        String name = String.format(Locale.ROOT, "%d-%s.zip", steps.size() + 1, rung.name());
        VideoContent video = file.video();
        RdPoint point = RdPoint.archive(
                RdPoint.ROBUST,
                rung.title(),
                new FrameSize(
                        video.header().coded().width(), video.header().coded().height()),
                bytes.length,
                PointScore.of(new Score(
                        score.segmentation(),
                        score.pose(),
                        ScoreFormula.COMMA.rateTerm(bytes.length, inputs.originalBytes()))),
                seconds);
        AtomicFile.write(folder.resolve(name), bytes, true);
        boolean better = point.score() < bestScore;
        if (better) {
            bestScore = point.score();
            best = Optional.of(video);
            changes.clear();
            changes.addAll(wanted);
        }
        steps.add(new Step(rung.name(), point, weights, inputs.originalBytes(), better, name));
        reporter.note(LadderText.line(steps.size(), steps.getLast()));
    }

    /** Refuses impossible changes before anything is computed. */
    public void verify(LadderPlan plan) {
        List<ProfileOverride> all = new ArrayList<>();
        for (LadderPlan.Rung rung : plan.rungs()) {
            try {
                rung.changes().forEach(change -> all.add(ProfileOverride.of(change)));
                profile(rung, all);
            } catch (FormatException e) {
                throw AppException.usage("fovea bench ladder: " + e.phrase());
            } catch (IllegalArgumentException e) {
                throw AppException.usage("fovea bench ladder: " + e.getMessage());
            }
        }
    }
}
