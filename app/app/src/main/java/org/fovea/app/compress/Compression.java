package org.fovea.app.compress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.open.Bases;
import org.fovea.app.open.Opened;
import org.fovea.app.score.FileHashes;
import org.fovea.app.score.Originals;
import org.fovea.app.text.Text;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Leftovers;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.mask.MaskShape;
import org.fovea.encode.Deadline;
import org.fovea.encode.profile.Plan;
import org.fovea.encode.profile.TrialProfile;
import org.fovea.encode.run.BaseTrial;
import org.fovea.encode.run.EncodeRun;
import org.fovea.encode.run.Phase;
import org.fovea.encode.run.PriceTrials;
import org.fovea.encode.run.ProfileTrials;
import org.fovea.encode.run.RunDirectory;
import org.fovea.encode.run.RunIdentity;
import org.fovea.encode.run.RunState;
import org.fovea.encode.run.Target;
import org.fovea.encode.run.TimedProfile;
import org.fovea.encode.start.Fit;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.OfficialReport;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.video.clip.Clip;

/**
 * Encodes a clip for two networks. Settings are made by name; {@link #run} makes a list of {@linkplain Phase phases} of
 * them, in the run directory's log, and works it off: profiles are tried, the stages of one run, the archive is
 * rendered by another process, and those frames are scored.
 *
 * <pre>{@code
 * Compressed made = Compression.of(clip, networks, profile)
 *         .archive(Path.of("drive.zip"), false)
 *         .reporter(reporter)
 *         .run();
 * }</pre>
 */
public final class Compression {
    private static final int MAX_THREADS = 256;

    /** Share of the time that is kept for the comparison with other codecs, after the score. */
    private static final double AFTER = 0.08;

    /** Folder of a run for the frames that are scored. */
    static final String FRAMES = "inflated";

    private final Clip clip;
    private final EvaluatorPair networks;
    private Plan plan;
    private byte[] profileText;
    private Optional<ClipRange> range = Optional.empty();
    private Optional<Path> init = Optional.empty();
    private Optional<Bases.Shared> base = Optional.empty();
    private List<CountedFile> original = List.of();
    private Path archive;
    private boolean replace;
    private Optional<Path> directory = Optional.empty();
    private RunDirectory.Start start = RunDirectory.Start.NEW;
    private int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    private Optional<Target> target = Optional.empty();
    private int targetTrials = 1;
    private OptionalDouble minutes;
    private long began = System.nanoTime();
    private Reporter reporter = Reporter.SILENT;
    private Consumer<String> announced = line -> {};
    private Optional<GroundTruthCache> cache = Optional.empty();
    private boolean compared;

    private Device device = Device.CPU;

    private Compression(Clip clip, EvaluatorPair networks, Plan plan) {
        this.clip = clip.withColours(networks.colours());
        this.networks = networks;
        this.plan = plan;
        this.minutes = plan.minutes();
        this.profileText = plan.yaml().getBytes(StandardCharsets.UTF_8);
        this.archive =
                clip.path().resolveSibling(clip.path().getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".zip");
    }

    /**
     * Of all pairs of a clip. The archive goes beside the clip, under its name with the suffix {@code .zip}, unless
     * {@link #archive} says otherwise.
     *
     * @param networks stay open
     * @param plan a profile, or several to choose from by trying them
     */
    public static Compression of(Clip clip, EvaluatorPair networks, Plan plan) {
        return new Compression(clip, networks, PlanFit.served(plan, networks));
    }

    /**
     * The text that the profile was read from; the run directory keeps a copy. Usually the profile itself, every
     * default written out.
     */
    public Compression profileText(byte[] yaml) {
        profileText = yaml.clone();
        return this;
    }

    /**
     * Only some pairs of the clip. Unless {@link #original} says otherwise, they are charged their share of the clip's
     * bytes.
     */
    public Compression range(ClipRange some) {
        range = Optional.of(some.seenBy(networks));
        return this;
    }

    /** Begins with this archive or foreign submission in place of an untrained renderer. */
    public Compression init(Path file) {
        init = Optional.of(file);
        return this;
    }

    /**
     * Begins with the weights of a base in place of random ones, if one suits the clip; the archive says what differs
     * from them.
     */
    public Compression base(Bases.Shared shared) {
        base = Optional.of(shared);
        return this;
    }

    /** What is counted as the original's size. Usually the clip's file. */
    public Compression original(List<CountedFile> counted) {
        original = List.copyOf(counted);
        return this;
    }

    /**
     * The archive to write, when it is scored.
     *
     * @param replaceExisting whether an older file of this name is replaced; else there must be none, or the same
     */
    public Compression archive(Path file, boolean replaceExisting) {
        archive = file;
        replace = replaceExisting;
        return this;
    }

    public Compression directory(Path folder) {
        directory = Optional.of(folder);
        return this;
    }

    /** What becomes of a run in the run directory; there must be none unless this says otherwise. */
    public Compression start(RunDirectory.Start how) {
        start = how;
        return this;
    }

    /**
     * Pairs that are worked on at the same time, 1 or more; no result depends on it. Usually one for each processor.
     */
    public Compression threads(int count) {
        threads = count;
        return this;
    }

    /**
     * Steers the price of a byte so that the archive keeps a target, in at most so many trials, 1 or more. Usually the
     * objective's own price holds. The video track, whose stream follows no price, is not tried then.
     */
    public Compression target(Target wanted, int trials) {
        plan = plan instanceof TrialProfile several ? several.without(FilterFamily.ID) : plan;
        target = Optional.of(wanted);
        targetTrials = trials;
        return this;
    }

    /**
     * Leaves out trials, searches and training steps where the whole would take more minutes than these on this
     * machine, above 0, counted from {@link #since}. Usually the profile's own minutes hold, if it has any; a run that
     * has begun so goes on so.
     */
    public Compression within(double most) {
        minutes = OptionalDouble.of(most);
        return this;
    }

    /** When the minutes begin, by {@link System#nanoTime}. Usually when this was made. */
    public Compression since(long nanoTime) {
        began = nanoTime;
        return this;
    }

    /** Shown what is done: a task for each step, a line for each stage. */
    public Compression reporter(Reporter shown) {
        reporter = shown;
        return this;
    }

    /** Told in one line what begins, when the run directory is open and nothing is computed yet. */
    public Compression announce(Consumer<String> listener) {
        announced = listener;
        return this;
    }

    public Compression cache(Optional<GroundTruthCache> answers) {
        cache = answers;
        return this;
    }

    /** The finished archive is compared with AV1 and HEVC, which takes at most a tenth of the time. */
    public Compression compared(boolean wanted) {
        compared = wanted;
        return this;
    }

    /** Where gradients are computed. Usually on the CPU, which alone makes the same archive every time. */
    public Compression device(Device wanted) {
        device = wanted;
        return this;
    }

    private record Prepared(
            ClipRange range,
            List<CountedFile> counted,
            Optional<ArchiveContent> init,
            List<BaseFile> bases,
            RunIdentity identity,
            FileHashes hashes) {
        long originalBytes() {
            return counted.stream().mapToLong(CountedFile::bytes).sum();
        }
    }

    /** The usual run directory of an archive: beside it, with its name and {@code .run}. */
    public static Path runDirectory(Path archive) {
        return archive.resolveSibling(archive.getFileName() + ".run");
    }

    /**
     * Encodes, inflates elsewhere, scores, and writes the archive.
     *
     * @throws AppException where what was asked for does not go together
     * @throws org.fovea.encode.start.UnfitException where clip, networks and the archive to begin with do not
     * @throws org.fovea.encode.run.RunDirectoryException where the run directory cannot be used so
     * @throws UnfinishedRunException where something could not be read or written after the run had begun
     * @throws InterruptedException where the calling thread is interrupted; what is finished stays
     */
    public Compressed run() throws IOException, InterruptedException {
        Prepared prepared = prepared();
        Path folder = directory.orElseGet(() -> runDirectory(archive));
        boolean resumes = start == RunDirectory.Start.RESUME;
        if (!resumes) {
            SeparateScore.verifyRoom(prepared.range(), folder.resolve(FRAMES));
        } else if (!RunDirectory.holdsRun(folder)) {
            reporter.note("note: " + folder + " holds no run, so a new one starts");
        }
        try (RunDirectory run = RunDirectory.open(folder, prepared.identity(), start)) {
            if (resumes) { // only now frames that a killed process has left are removed
                SeparateScore.verifyRoom(prepared.range(), folder.resolve(FRAMES));
            }
            try {
                return encode(run, prepared);
            } catch (IOException e) {
                throw new UnfinishedRunException(e);
            } catch (UncheckedIOException e) {
                throw new UnfinishedRunException(Objects.requireNonNull(e.getCause()));
            }
        }
    }

    /**
     * What {@link #run} would do and how long it would take, from a look at the first pairs and a few training steps.
     * Writes nothing.
     *
     * @param name of the profile
     */
    public CompressEstimate estimate(String name) throws IOException, InterruptedException {
        Prepared prepared = prepared();
        ClipRange pairs = prepared.range();
        int some = Math.min(CompressEstimate.PAIRS, pairs.pairs());
        TruthSource truth = Originals.of(networks, clip, prepared.identity().clip(), Optional.empty(), reporter::note)
                .part(pairs.firstPair(), some)
                .complete(threads, done -> {});
        return CompressEstimate.of(
                name,
                plan.forClip(pairs.pairs()),
                inputs(truth, prepared, Optional.empty()),
                pairs.pairs(),
                end(),
                minutes,
                archives());
    }

    private EncodeRun.Inputs inputs(TruthSource truth, Prepared prepared, Optional<ArchiveContent> begin) {
        return new EncodeRun.Inputs(
                truth,
                prepared.originalBytes(),
                Math.min(MAX_THREADS, threads),
                begin,
                ScoreFormula.of(networks),
                prepared.bases().stream().findFirst(),
                device);
    }

    private Prepared prepared() throws IOException {
        ClipRange pairs = range.orElseGet(() -> ClipRange.all(clip).seenBy(networks));
        List<CountedFile> counted = original.isEmpty()
                ? pairs.counted(List.of(
                        new CountedFile(clip.path().toString(), clip.facts().bytes())))
                : original;
        MaskShape masks = Fit.masks(clip.size(), pairs.pairs(), networks);
        PlanFit fit = new PlanFit(plan, networks);
        fit.verifyNetworks();
        if (target.isPresent()) {
            fit.verifySteerable();
        }
        Optional<ArchiveContent> content = Optional.empty();
        if (init.isPresent()) {
            Opened first = Opened.open(init.get());
            if (first.base().isPresent()) {
                throw AppException.usage(init.get() + ": needs a base; begin with the whole archive, made by "
                        + "fovea repack " + init.get() + " --base FILE --embed-base -o whole.zip");
            }
            content = Optional.of(first.drawable());
            fit.verifyBeginning(first);
            Fit.verify(first.name(), first.header(), clip.size(), masks);
        } else {
            fit.verifyRenderers(masks);
        }
        List<BaseFile> bases = List.of();
        if (base.isPresent()) {
            if (init.isPresent()) {
                throw AppException.usage("an archive to begin with has weights already; take --init or --base");
            }
            bases = fit.bases(base.get().bases(), clip.size(), masks);
            if (bases.isEmpty()) {
                reporter.note("note: no base draws pictures of this clip's size; going on without");
            }
        }
        FileHashes hashes = new FileHashes();
        RunIdentity identity = new RunIdentity(
                hashes.of(clip.path()),
                pairs.firstPair(),
                pairs.pairs(),
                counted.stream().mapToLong(CountedFile::bytes).sum(),
                networks.identity().hash(),
                plan.hash(),
                !bases.isEmpty() ? named(bases) : init.isEmpty() ? "none" : hashes.of(init.get()));
        return new Prepared(pairs, counted, content, bases, identity, hashes);
    }

    private static String named(List<BaseFile> bases) {
        return "base "
                + bases.stream()
                        .map(base -> base.weights().reference().sha256())
                        .collect(Collectors.joining(" "));
    }

    private Compressed encode(RunDirectory run, Prepared prepared) throws IOException, InterruptedException {
        run.on(device)
                .ifPresent(before -> reporter.note("note: this run was on device " + before + "; the stage that is not "
                        + "finished goes on from its checkpoint on " + device));
        run.write("profile.yaml", profileText);
        run.write("profile.json", (plan.canonical() + "\n").getBytes(StandardCharsets.UTF_8));
        ClipRange pairs = prepared.range();
        Previews previews = new Previews(run, pairs.part(), networks);
        TruthSource truth = Originals.of(networks, clip, prepared.identity().clip(), cache, reporter::note)
                .part(pairs.firstPair(), pairs.pairs());
        try (RunDisplay display = new RunDisplay(reporter, Optional.of(previews))) {
            announced.accept(head(run.path(), prepared));
            List<Phase> phases = phases(run, prepared, display);
            run.log().line("plan: " + phases.stream().map(Phase::title).collect(Collectors.joining(", ")));
            RunState begin = RunState.begin(plan.forClip(pairs.pairs()), inputs(truth, prepared, prepared.init()))
                    .by(end());
            return compressed(run, Phase.run(phases, begin));
        }
    }

    private List<Phase> phases(RunDirectory run, Prepared prepared, RunDisplay display) {
        List<Phase> phases = new ArrayList<>();
        if (plan instanceof TrialProfile several) {
            String names = several.candidates().stream()
                    .map(TrialProfile.Candidate::name)
                    .collect(Collectors.joining(" and "));
            phases.add(new Phase("try " + names, new ProfileTrials(run, display)::run));
        }
        if (!prepared.bases().isEmpty()) {
            String title = prepared.bases().size() == 1 ? "try the base" : "try the bases";
            phases.add(new Phase(title, new BaseTrial(run, display, prepared.bases())::run));
        }
        if (minutes.isPresent() || TimedProfile.decided(run)) {
            TimedProfile timed = new TimedProfile(run, display, minutes.orElse(0), archives());
            phases.add(new Phase("shorten the run to the time", timed::run));
        }
        phases.add(
                target.isPresent()
                        ? new Phase(
                                "encode at prices that lead to the target",
                                new PriceTrials(run, display, target.get(), targetTrials)::run)
                        : new Phase("encode", before -> EncodeRun.run(run, display, before)));
        phases.add(new Phase("score", before -> score(run, prepared, display, before)));
        phases.add(new Phase("write " + archive.getFileName(), this::deliver));
        if (compared) {
            phases.add(new Phase(
                    "compare with AV1 and HEVC",
                    new VerdictPhase(
                            run,
                            prepared.range(),
                            () -> Math.min(AFTER * seconds(), secondsLeft()),
                            this::secondsLeft,
                            prepared.hashes(),
                            reporter)::run));
        }
        return List.copyOf(phases);
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    private double secondsLeft() {
        return 60 * minutes.orElse(Double.POSITIVE_INFINITY) - seconds();
    }

    private int archives() {
        return target.isPresent() ? targetTrials : 1;
    }

    /** When the score should be known. */
    private Deadline end() {
        return minutes.isEmpty()
                ? Deadline.none()
                : new Deadline(began + (long) ((1 - AFTER) * 60e9 * minutes.getAsDouble()), System::nanoTime);
    }

    private Compressed compressed(RunDirectory run, RunState made) throws IOException {
        byte[] bytes = Files.readAllBytes(made.archive().orElseThrow());
        RunState.Scored scored = made.scored().orElseThrow();
        return new Compressed(
                bytes,
                ledger(ArchiveFile.open(bytes), made.inputs()),
                scored.result(),
                scored.isolation(),
                scored.seconds(),
                made.profile(),
                made.choice(),
                made.time(),
                made.price(),
                BaseTrial.found(run),
                made.stages(),
                compared ? Verdict.read(run.path()) : Optional.empty(),
                seconds());
    }

    private static ByteLedger ledger(ArchiveFile file, EncodeRun.Inputs inputs) {
        return inputs.base().map(BaseFile::weights).map(file::with).orElse(file).ledger();
    }

    private RunState score(RunDirectory run, Prepared prepared, RunDisplay display, RunState before)
            throws IOException, InterruptedException {
        display.close();
        Path file = before.archive().orElseThrow();
        RunState.Scored scored = new SeparateScore(
                        networks, reporter, before.inputs().threads(), prepared.hashes())
                .score(
                        prepared.range(),
                        before.inputs().original(),
                        file,
                        base,
                        prepared.counted(),
                        run.path().resolve(FRAMES),
                        run.path().resolve("inflate.log"));
        run.document("score.json", ScoreDocument.of(scored.result()));
        run.write(
                "report.txt", OfficialReport.text(scored.result(), "report.txt").getBytes(StandardCharsets.UTF_8));
        return before.scored(scored);
    }

    private RunState deliver(RunState before) throws IOException {
        byte[] bytes = Files.readAllBytes(before.archive().orElseThrow());
        if (!Files.exists(archive) || !Arrays.equals(Files.readAllBytes(archive), bytes)) {
            AtomicFile.write(archive, bytes, replace);
        }
        Leftovers.clear(Leftovers.unfinished(archive));
        return before.at(archive);
    }

    private String head(Path folder, Prepared prepared) {
        ClipRange pairs = prepared.range();
        return clip.path() + ": " + pairs.title()
                + " of " + clip.size() + ", " + Text.count(prepared.originalBytes()) + " bytes; evaluators "
                + networks.identity().name() + "; run in " + folder;
    }
}
