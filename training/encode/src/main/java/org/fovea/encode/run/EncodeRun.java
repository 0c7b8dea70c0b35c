package org.fovea.encode.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.archive.Section;
import org.fovea.codec.archive.SectionKind;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.WeightBase;
import org.fovea.codec.weights.WeightSet;
import org.fovea.encode.ArchiveBytes;
import org.fovea.encode.Encoding;
import org.fovea.encode.ProcessorTime;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.encode.estimate.RunEstimate;
import org.fovea.encode.estimate.RunPlan;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.Measurement;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.RendererChoice;
import org.fovea.encode.profile.StageChoice;
import org.fovea.encode.start.Fit;
import org.fovea.encode.start.Untrained;
import org.fovea.encode.train.Tones;
import org.fovea.encode.video.VideoBeginning;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.evaluate.truth.TruthSource;

/**
 * Asks the networks about the original, then runs the stages of a profile, one after the other, then packs. What is
 * finished is not done again. Every stage begins with what the archive of the one before it says when it is read back,
 * so that a run that was broken off between two stages goes on as if it had not been.
 */
public final class EncodeRun {
    private static final String PACK = "pack";
    private static final String READ = "read";
    private static final String STREAM = "stream";

    private final RunDirectory directory;
    private final Profile profile;
    private final Inputs inputs;
    private final EstimatingWatcher watcher;
    private final RunState given;
    private int steps;
    private boolean probed;
    private Optional<Coded> coded = Optional.empty();

    /**
     * What is encoded.
     *
     * @param original pairs of a clip and the networks that look at them
     * @param originalBytes size that the rate is counted against
     * @param threads pairs that are worked on at the same time; results do not depend on it
     * @param init an archive to begin with, which fits the clip and the networks
     * @param formula that prices what is lost and what is spent
     * @param base weights of other clips that the renderer begins with, and that the archive says differences from
     * @param device where gradients are computed
     */
    public record Inputs(
            TruthSource original,
            long originalBytes,
            int threads,
            Optional<ArchiveContent> init,
            ScoreFormula formula,
            Optional<BaseFile> base,
            Device device) {
        /** The same on the CPU where the objective's own formula prices, without a base. */
        public Inputs(TruthSource original, long originalBytes, int threads, Optional<ArchiveContent> init) {
            this(
                    original,
                    originalBytes,
                    threads,
                    init,
                    ScoreFormula.of(original.networks()),
                    Optional.empty(),
                    Device.CPU);
        }

        /** The same of an original whose ground truth is known. */
        Inputs with(TruthSource known) {
            return new Inputs(known, originalBytes, threads, init, formula, base, device);
        }

        /** The same beginning with an archive, at another price. */
        Inputs at(ArchiveContent begin, ScoreFormula price) {
            return new Inputs(original, originalBytes, threads, Optional.of(begin), price, base, device);
        }

        Inputs withoutBase() {
            return new Inputs(original, originalBytes, threads, init, formula, Optional.empty(), device);
        }

        Inputs on(BaseFile other) {
            return new Inputs(original, originalBytes, threads, init, formula, Optional.of(other), device);
        }

        Optional<WeightBase> weightBase() {
            return base.map(BaseFile::weights);
        }

        GroundTruth truth() {
            return original.truth().orElseThrow();
        }

        /** What an archive comes to on at most so many pairs. */
        Measurement measured(ArchiveContent content, long bytes, int most, RunWatcher watcher)
                throws InterruptedException {
            List<Integer> pairs = truth().somePairs(most);
            return measure().measure(content, bytes, pairs, done -> watcher.update("measure", done, pairs.size()));
        }

        ArchiveMeasure measure() {
            return new ArchiveMeasure(original.networks(), formula, truth(), originalBytes, threads);
        }

        StageContext context(long seed) {
            return StageContext.of(original.clip(), original.networks(), originalBytes)
                    .withFormula(formula)
                    .withThreads(threads)
                    .withSeed(seed)
                    .on(device);
        }
    }

    private EncodeRun(RunDirectory directory, RunState given, Inputs inputs, EstimatingWatcher watcher) {
        this.directory = directory;
        this.given = given;
        profile = given.profile();
        this.inputs = inputs;
        this.watcher = watcher;
    }

    /**
     * Runs what is not finished yet, with the profile that is chosen.
     *
     * @param directory that was opened for the run
     * @throws IOException where the clip cannot be read or the disk is full; what is finished and saved stays
     */
    public static RunState run(RunDirectory directory, RunWatcher watcher, RunState before)
            throws IOException, InterruptedException {
        Made made = made(directory, before, Optional.empty(), watcher);
        List<FinishedStage> stages = directory.finished();
        return before.made(made.original, directory.archive(stages.getLast()), stages);
    }

    private static Made made(RunDirectory directory, RunState before, Optional<Made> begun, RunWatcher watcher)
            throws IOException, InterruptedException {
        Profile profile = before.profile();
        Inputs inputs = before.inputs();
        RunEstimate estimate =
                new RunEstimate(RunPlan.of(profile, inputs.original().pairs()), inputs.threads(), System::nanoTime);
        EstimatingWatcher estimating = new EstimatingWatcher(directory, estimate, watcher, before.end());
        Inputs known = Look.known(directory, estimating, inputs);
        return new EncodeRun(directory, before, known, estimating).run(begun);
    }

    /**
     * A run that others can go on from.
     *
     * @param directory that was opened for the run
     * @param before what another run of the same pairs and networks has left, with the same effort of packing: nothing
     *     of it is decoded, coded or measured again; empty for a run that begins
     */
    public static Made chained(
            RunDirectory directory, Profile profile, Inputs inputs, Optional<Made> before, RunWatcher watcher)
            throws IOException, InterruptedException {
        return made(directory, RunState.begin(profile, inputs), before, watcher);
    }

    /** The same of a run whose profile is chosen. */
    static Path archive(RunDirectory directory, RunState begin, RunWatcher watcher)
            throws IOException, InterruptedException {
        return run(directory, watcher, begin).archive().orElseThrow();
    }

    /** How many steps a profile has: what it begins with, its stages, and packing where that is one of its own. */
    public static int steps(Profile profile) {
        return 1 + profile.stages().size() + (packs(profile) ? 1 : 0);
    }

    private static boolean packs(Profile profile) {
        return profile.pack() == MaskEffort.MAX && profile.stream().isEmpty();
    }

    private Made run(Optional<Made> begun) throws IOException, InterruptedException {
        MaskEffort between = profile.pack() == MaskEffort.MAX ? MaskEffort.BEST : profile.pack();
        String first = profile.stream().isPresent() ? STREAM : Look.NAME;
        // The original's masks are coded to be measured and to go on from, no better than that needs.
        Left left = begun.isPresent()
                ? taken(begun.get(), label(1, first), between)
                : step(first, profile.stages().isEmpty() ? between : MaskEffort.FAST, this::begin);
        for (StageChoice<?> choice : profile.stages()) {
            if (steps >= directory.finished().size()) {
                probe(left.encoding());
            }
            Left input = left;
            left = step(choice.name(), between, label -> {
                watcher.begins(label);
                FileCheckpoint checkpoint = directory.checkpoint(label, key(label, choice));
                StageContext context = context(label, checkpoint).by(watcher.deadline());
                return worked(choice, input.encoding(), context, between);
            });
        }
        if (packs(profile)) {
            Left input = left;
            left = step(PACK, profile.pack(), label -> {
                watcher.begins(label);
                return input.encoding();
            });
        }
        return new Made(
                left.file,
                directory.finished().getLast(),
                inputs.original(),
                left.encoding.map(Encoding::archive),
                coded);
    }

    /** What another run has left, as the first step of this one. */
    private Left taken(Made before, String label, MaskEffort effort) throws IOException {
        steps++;
        coded = before.coded;
        if (directory.finished().isEmpty()) {
            FinishedStage stage = before.stage;
            directory.finish(new FinishedStage(label, stage.bytes(), stage.sha256(), 0, stage.score()), before.file);
        }
        return before.content.isPresent()
                ? new Left(before.file, effort, new Encoding(inputs.truth(), before.content.get()))
                : new Left(before.file, effort);
    }

    /**
     * What a stage makes of an archive; where it does not see all of the objective, its result stays only if the whole
     * score says so, or it is passed over.
     */
    private Encoding worked(StageChoice<?> choice, Encoding input, StageContext context, MaskEffort effort)
            throws IOException, InterruptedException {
        Stage stage = choice.stage();
        EvaluatorPair networks = inputs.original().networks();
        if (stage.sight() == Stage.Sight.EVERYTHING) {
            return stage.run(input, context);
        }
        Optional<String> unseen = Fit.unseen(stage.sight(), networks);
        if (unseen.isPresent()) {
            context.log().line(choice.name() + ": passed over, since it judges pairs one by one and " + unseen.get());
            return input;
        }
        Encoding made = stage.run(input, context);
        if (networks.further().isEmpty()) {
            return made;
        }
        double before =
                directory.finished().getLast().score().orElseThrow().score().total();
        double after = score(made, effort);
        boolean better = after < before;
        context.log()
                .line(
                        "%s: with all networks of the objective, score %.4f before and %.4f after%s",
                        choice.name(), before, after, better ? "" : "; not applied");
        return better ? made : input;
    }

    /** On the pairs that the score between two stages is measured on. */
    private double score(Encoding encoding, MaskEffort effort) throws InterruptedException {
        ArchiveContent content = ArchiveBytes.unpacked(encoding.archive());
        return inputs.measured(content, packed(content, effort).length, profile.scoredPairs(), watcher)
                .score()
                .total();
    }

    /** Before the first stage of this process, what a training step costs here is measured. */
    private void probe(Encoding encoding) throws IOException, InterruptedException {
        if (probed) {
            return;
        }
        probed = true;
        List<StageChoice<?>> ahead =
                profile.stages().subList(steps - 1, profile.stages().size());
        StageContext context = context("probe", directory.checkpoint("probe", ""));
        (given.costs().isEmpty() ? StepCosts.measured(ahead, encoding, context, StepCosts.LEAST_STEPS) : given.costs())
                .forEach(watcher::measured);
        watcher.tell();
    }

    /** What the first stage is given: an archive to begin with, a video, or masks and an untrained renderer. */
    private Encoding begin(String label) throws IOException, InterruptedException {
        if (inputs.init().isPresent()) {
            return new Encoding(inputs.truth(), inputs.init().get());
        }
        RendererChoice renderer = profile.renderer();
        if (profile.stream().isEmpty()) {
            return new Encoding(inputs.truth(), untrained(profile, inputs));
        }
        watcher.begins(label);
        int frames = 2 * inputs.truth().pairs();
        VideoContent video = new VideoBeginning(
                        profile.stream().get(),
                        FilterFamily.Layout.of(renderer.parameters()),
                        profile.seed(),
                        inputs.threads())
                .content(inputs.truth().size(), inputs.original().clip(), done -> watcher.update(STREAM, done, frames));
        return new Encoding(inputs.truth(), video);
    }

    /** A profile's renderer before anything has trained it, or the one of the base. */
    static RendererContent untrained(Profile profile, Inputs inputs) throws IOException, InterruptedException {
        if (inputs.base().isPresent()) {
            return Untrained.on(inputs.base().get(), inputs.truth(), profile.seed());
        }
        RendererChoice renderer = profile.renderer();
        GroundTruth truth = inputs.truth();
        EvaluatorPair networks = inputs.original().networks();
        List<Integer> parameters =
                networks.sequence() ? renderer.family().ofSequence(renderer.parameters()) : renderer.parameters();
        if (networks.segmentation().present()) {
            return Untrained.content(truth, renderer.family().id(), parameters, profile.seed());
        }
        MaskTensor scene = Tones.of(
                inputs.original().clip(),
                truth.pairs(),
                networks.segmentation().frames() != FrameChoice.FIRST,
                Fit.picture(truth.size(), networks));
        return Untrained.content(truth, scene, renderer.family().id(), parameters, profile.seed());
    }

    /** Everything that a stage's result depends on but the inputs of the whole run. */
    private String key(String label, StageChoice<?> choice) {
        return label + " " + choice.settings() + " " + choice.poses() + " " + profile.seed() + " "
                + directory.finished().getLast().sha256();
    }

    private StageContext context(String label, FileCheckpoint checkpoint) {
        return inputs.context(profile.seed())
                .withCheckpoint(checkpoint)
                .toldTo(directory.log().ofStage(label, watcher), watcher);
    }

    @FunctionalInterface
    private interface Work {
        Encoding run(String label) throws IOException, InterruptedException;
    }

    /**
     * What a step has left behind. A finished one is decoded where something needs it: class masks of a long clip take
     * minutes.
     */
    private final class Left {
        private final byte[] file;
        private final MaskEffort effort;
        private Optional<Encoding> encoding = Optional.empty();

        Left(byte[] file, MaskEffort effort) {
            this.file = file;
            this.effort = effort;
        }

        Left(byte[] file, MaskEffort effort, Encoding encoding) {
            this(file, effort);
            this.encoding = Optional.of(encoding);
        }

        Encoding encoding() {
            if (encoding.isEmpty()) {
                ArchiveContent content = ArchiveBytes.read(
                        file, inputs.weightBase(), (_, done, total) -> watcher.update(READ, done, total));
                encoding = Optional.of(new Encoding(inputs.truth(), content));
                remember(content);
            }
            return encoding.get();
        }

        /** The next stage may leave masks and weights as they are. */
        private void remember(ArchiveContent content) {
            if (content instanceof RendererContent renderer && !renderer.hasLatents()) {
                coded = Optional.of(Coded.of(ArchiveFile.open(file).archive(), renderer, renderer.weights(), effort));
            }
        }
    }

    /** Runs a stage unless it is finished, saves and measures its archive, and gives what that archive says. */
    private Left step(String name, MaskEffort effort, Work work) throws IOException, InterruptedException {
        int index = steps++;
        String label = label(index + 1, name);
        if (index < directory.finished().size()) {
            FinishedStage known = directory.finished().get(index);
            Left left = new Left(directory.archiveBytes(known), effort);
            if (known.score().isPresent()) {
                watcher.skipped(known);
            } else {
                measure(index, known, left.encoding());
            }
            return left;
        }
        directory.log().line(label + " begins");
        long start = System.nanoTime();
        long processor = ProcessorTime.nanos();
        ArchiveContent made = ArchiveBytes.unpacked(work.run(label).archive());
        byte[] bytes = packed(made, effort);
        double seconds = (System.nanoTime() - start) / 1e9;
        // Of this process alone; what an earlier one did before it was broken off is not counted.
        directory
                .log()
                .line(
                        "%s took %.1f s of processor time; %.1f GB of memory in use",
                        label, (ProcessorTime.nanos() - processor) / 1e9, Pointer.physicalBytes() / 1e9);
        FinishedStage stage = new FinishedStage(label, bytes.length, Sha256.of(bytes), seconds, Optional.empty());
        directory.finish(stage, bytes);
        ArchiveFile file = ArchiveFile.open(bytes);
        ArchiveContent stored = ArchiveBytes.drawable(file, inputs.weightBase());
        if (made instanceof RendererContent before && stored instanceof RendererContent after && !before.hasLatents()) {
            coded = Optional.of(Coded.of(file.archive(), before, after.weights(), effort));
            stored = after.withMasks(before.masks()); // they come back as they were, so they need not be decoded
        }
        Encoding encoding = new Encoding(inputs.truth(), stored);
        measure(index, stage, encoding);
        return new Left(bytes, effort, encoding);
    }

    private static String label(int number, String name) {
        return String.format(Locale.ROOT, "%02d-%s", number, name);
    }

    private byte[] packed(ArchiveContent content, MaskEffort effort) {
        ClassMaskCodec codec = new ClassMaskCodec(effort, (_, done, total) -> watcher.update(PACK, done, total));
        if (!(content instanceof RendererContent renderer) || renderer.hasLatents()) {
            return ArchiveFile.zipped(ArchiveFile.encode(content, codec));
        }
        byte[] ids = MaskTensor.of(renderer.masks()).classIds();
        Section masks = coded.filter(last -> last.effort() == effort && Arrays.equals(last.classIds(), ids))
                .map(Coded::masks)
                .orElseGet(() -> ArchiveFile.masks(renderer, codec));
        WeightSet numbers = renderer.weights();
        Section weights = coded.filter(last ->
                        last.stored().equals(numbers) && last.stored().seed().equals(numbers.seed()))
                .map(Coded::weights)
                .orElseGet(() -> ArchiveFile.weights(renderer));
        return ArchiveFile.zipped(ArchiveFile.encode(renderer, weights, masks));
    }

    /**
     * Class masks and weights and what they became: most stages leave them as they are, and coding them takes long.
     *
     * @param stored the weights as the archive says them
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Coded(byte[] classIds, MaskEffort effort, Section masks, WeightSet stored, Section weights) {
        /** Of an archive and what it was made of. */
        static Coded of(Archive archive, RendererContent made, WeightSet stored, MaskEffort effort) {
            return new Coded(
                    MaskTensor.of(made.masks()).classIds(),
                    effort,
                    archive.find(SectionKind.MASKS).orElseThrow(),
                    stored,
                    archive.find(SectionKind.WEIGHTS).orElseThrow());
        }
    }

    /** What a run has left for another that goes on from it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Made(
            byte[] file,
            FinishedStage stage,
            TruthSource original,
            Optional<ArchiveContent> content,
            Optional<Coded> coded) {
        /** Of a run that has ended before. */
        public static Made of(RunDirectory directory, TruthSource original) throws IOException {
            FinishedStage last = directory.finished().getLast();
            return new Made(directory.archiveBytes(last), last, original, Optional.empty(), Optional.empty());
        }
    }

    private void measure(int index, FinishedStage stage, Encoding encoding) throws IOException, InterruptedException {
        Optional<FinishedStage> before =
                index == 0 ? Optional.empty() : Optional.of(directory.finished().get(index - 1));
        List<Integer> pairs = encoding.truth().somePairs(profile.scoredPairs());
        int count = pairs.size();
        ArchiveMeasure measure = inputs.measure();
        List<Distortion> each = measure.each(encoding.archive(), pairs, done -> watcher.update("measure", done, count));
        Measurement measured = measure.of(each, stage.bytes());
        FinishedStage scored = stage.with(new FinishedStage.Estimate(count, measured.score()));
        directory.score(scored);
        directory
                .log()
                .line(
                        "%s finished: %,d bytes, score %.4f = %s on %d pairs, %.1f s",
                        scored.label(),
                        scored.bytes(),
                        measured.score().total(),
                        measured.score().phrase(),
                        count,
                        scored.seconds());
        watcher.finished(before, scored, encoding, pairs.get(measure.worst(each)));
    }
}
