package org.fovea.app.workshop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fovea.app.Reporter;
import org.fovea.app.compress.DrawnFrames;
import org.fovea.app.compress.SeparateInflation;
import org.fovea.app.inflate.Inflation;
import org.fovea.app.open.Bases;
import org.fovea.app.open.Opened;
import org.fovea.app.score.CodeVersion;
import org.fovea.app.score.FileHashes;
import org.fovea.app.score.Machine;
import org.fovea.app.score.Originals;
import org.fovea.app.score.Scoring;
import org.fovea.app.workshop.Bench.Setup;
import org.fovea.challenge.judge.IsolatedInflation;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.config.Json;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.ProfileOverride;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.PairResult;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.isolate.TemporaryFolder;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.Experiment;
import org.fovea.lab.queue.Needs;
import org.fovea.lab.queue.Step;
import org.fovea.lab.queue.Workshop;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Subset;
import org.fovea.render.RawFileSink;
import org.fovea.video.clip.Clip;

/** Carries experiments out as {@code fovea compress}, {@code inflate} and {@code score} would. */
public final class FoveaWorkshop implements Workshop, AutoCloseable {
    /** What the largest step needs: training computes two gradients at a time. */
    public static final Needs MOST = new Needs(2, 3072);

    /** Says who drew the frames beside it. */
    private static final String ISOLATION = "isolation.txt";

    private final LabFolder folder;
    private final int threads;
    private final Bench bench;
    private final String codeVersion;
    private final String machine;

    public FoveaWorkshop(LabFolder folder, int threads) throws IOException {
        this.folder = folder;
        this.threads = threads;
        this.bench = new Bench(folder);
        this.codeVersion = CodeVersion.hash();
        this.machine = Machine.describe();
    }

    /** Everything but training is content with a core. */
    public static Needs needs(Step step) {
        return switch (step) {
            case BUILD -> MOST;
            case INFLATE, SCORE -> new Needs(1, 3072);
            case PACK, JUDGE -> new Needs(1, 256);
        };
    }

    @Override
    public String codeVersion() {
        return codeVersion;
    }

    @Override
    public String device() {
        return "cpu";
    }

    @Override
    public String machine() {
        return machine;
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public Path build(Task task, Path work, Optional<Path> init, ProgressListener watcher)
            throws IOException, InterruptedException {
        Files.createDirectories(work);
        Path archive = work.resolve("archive.zip");
        Recipe recipe = task.candidate().recipe();
        switch (recipe.kind()) {
            case FOREIGN ->
                throw new IllegalArgumentException("candidate "
                        + task.candidate().label() + " was made by another program and cannot be remade here");
            case ARCHIVE -> {
                if (task.experiment().built() == Built.SUBSET) {
                    throw new IllegalArgumentException(
                            "an archive of the whole clip cannot be made for some pairs; use built: clip");
                }
                AtomicFile.write(archive, Files.readAllBytes(init.orElseThrow()), true);
            }
            case PROFILE -> {
                Path made = chain(task, init).encode(watcher);
                AtomicFile.write(archive, Files.readAllBytes(made), true);
            }
        }
        return archive;
    }

    private StageChain chain(Task task, Optional<Path> init) throws IOException {
        Setup setup = bench.of(task.benchmark());
        Clip clip = encoded(setup, task.experiment());
        // The benchmark's clip, which may be hours long, was hashed when it was opened.
        String sha256 =
                new FileHashes().with(setup.clip().path(), setup.clipSha256()).of(clip.path());
        TruthSource original = Originals.of(setup.networks(), clip, sha256, Optional.of(cache()), _ -> {});
        long bytes = originalBytes(task, task.experiment().built());
        return new StageChain(folder.work().resolve("stages"), threads, original, bytes, init, profile(task));
    }

    private static Profile profile(Task task) {
        List<ProfileOverride> replaced = task.experiment().replaced().entrySet().stream()
                .map(entry -> new ProfileOverride(entry.getKey(), entry.getValue()))
                .toList();
        String settings = task.candidate().recipe().settings().toString();
        return Profile.parse(settings.getBytes(StandardCharsets.UTF_8), replaced);
    }

    private Clip encoded(Setup setup, Experiment experiment) throws IOException {
        return experiment.built() == Built.CLIP ? setup.clip() : scored(setup, experiment.subset());
    }

    private Clip scored(Setup setup, Subset subset) throws IOException {
        if (setup.networks().sequence() && !subset.whole()) {
            throw new IllegalArgumentException("pairs " + subset
                    + " of a sequence cannot be measured by themselves, since each begins with the pair "
                    + "before; measure all pairs");
        }
        return new SubsetClips(folder.work().resolve("clips")).of(setup.clip(), setup.clipSha256(), subset);
    }

    private static long originalBytes(Task task, Built built) {
        long whole = task.benchmark().originalBytes();
        Subset subset = task.experiment().subset();
        return built == Built.CLIP
                ? whole
                : Math.max(1, Math.round((double) whole * subset.size() / subset.clipPairs()));
    }

    @Override
    public Map<String, Long> pack(Task task, Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        ArchiveFile file = ArchiveFile.open(bytes);
        Map<String, Long> sections = new TreeMap<>();
        for (LedgerEntry entry : file.ledger().entries()) {
            sections.merge(entry.section(), entry.codedBytes(), Long::sum);
        }
        int pairs = file.drawable().header().pairs();
        int expected = task.experiment().built() == Built.CLIP
                ? task.benchmark().pairs()
                : task.experiment().subset().size();
        if (pairs != expected) {
            throw new IllegalArgumentException("the archive holds " + pairs + " pairs, not " + expected);
        }
        return sections;
    }

    @Override
    public Drawn inflate(Task task, Path archive, Path frames, ProgressListener watcher)
            throws IOException, InterruptedException {
        Path folder = Objects.requireNonNull(frames.getParent(), "the folder of the frames");
        Files.createDirectories(folder);
        int pairs =
                ArchiveFile.open(Files.readAllBytes(archive)).archive().header().pairs();
        Path isolation = frames.resolveSibling(ISOLATION);
        if (!task.experiment().whole()) {
            // Here, where networks and coders are warm: a process of its own costs more than all else of a short run.
            Inflation.of(Opened.open(archive))
                    .threads(threads)
                    .progress(done -> watcher.update("inflate", done, pairs))
                    .into(new RawFileSink(frames));
            Files.writeString(isolation, "the worker's own process, " + Run.NOT_ISOLATED);
            return new Drawn(Sha256.of(frames), false);
        }
        try (TemporaryFolder temporary = TemporaryFolder.create(folder, ".inflate-")) {
            SeparateInflation inflation = new SeparateInflation(temporary, frames.resolveSibling("inflate.log"));
            IsolatedInflation.Frames inflated =
                    inflation.run(archive, Bases.usual(), done -> watcher.update("inflate", done, pairs));
            String hash = Sha256.of(inflated.raw());
            Files.writeString(isolation, "a process of its own (" + inflation.label() + ")");
            Files.move(inflated.raw(), frames, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return new Drawn(hash, true);
        }
    }

    @Override
    public Scored score(Task task, Path archive, Path frames, Path work, ProgressListener watcher)
            throws IOException, InterruptedException {
        Setup setup = bench.of(task.benchmark());
        Experiment experiment = task.experiment();
        Subset subset = experiment.subset();
        Clip clip = scored(setup, subset);
        boolean picks = experiment.built() == Built.CLIP && !subset.whole();
        Path isolation = frames.resolveSibling(ISOLATION);
        DrawnFrames drawn = new DrawnFrames(
                archive,
                frames,
                clip.size(),
                Files.exists(isolation) ? Files.readString(isolation) : "a process of its own",
                picks ? subset.pairs() : List.of());
        long original = originalBytes(task, experiment.built());
        FileHashes hashes = new FileHashes().with(setup.clip().path(), setup.clipSha256());
        MeteredBytes bytes = new MeteredBytes(
                OptionalLong.of(Files.size(archive)),
                "archive",
                Optional.of(hashes.of(archive)),
                List.of(),
                List.of(new CountedFile(task.benchmark().clip(), original)));
        ScoreOptions options =
                ScoreOptions.all(threads).withProgress((done, _) -> watcher.update("score", done, subset.size()));
        ScoreResult result = new Scoring(
                        setup.networks(),
                        Optional.of(cache()),
                        Reporter.SILENT,
                        hashes,
                        false,
                        org.fovea.app.labels.Labels.NONE)
                .score(clip, drawn, bytes, options);
        List<PairDistortion> pairs = new ArrayList<>();
        for (PairResult pair : result.table().pairs()) {
            pairs.add(new PairDistortion(subset.pairs().get(pair.pair()), pair.segmentation(), pair.pose()));
        }
        return new Scored(
                result.averages().segmentation(),
                result.averages().pose(),
                pairs,
                original,
                Json.of(ScoreDocument.of(result)) + "\n",
                shown(task, new RunPictures(setup.networks(), clip, drawn), result, work));
    }

    /** Files that show the run: some pairs, and how its trainings went. */
    private SortedMap<String, Path> shown(Task task, RunPictures pictures, ScoreResult result, Path work)
            throws IOException {
        SortedMap<String, Path> shown = new TreeMap<>();
        Files.createDirectories(work);
        Path picture = work.resolve("pictures.png");
        AtomicFile.write(picture, pictures.draw(result, task.experiment().subset()), true);
        shown.put(Artifact.PICTURES, picture);
        Recipe recipe = task.candidate().recipe();
        if (recipe.kind() == Recipe.Kind.PROFILE) {
            Optional<Path> init = recipe.init().isPresent()
                    ? new ArtifactStore(folder.path()).find(recipe.init().get())
                    : Optional.empty();
            String curves = chain(task, init).curves();
            if (!curves.isEmpty()) {
                Path file = work.resolve("curves.csv");
                AtomicFile.write(file, curves.getBytes(StandardCharsets.UTF_8), true);
                shown.put(Artifact.CURVES, file);
            }
        }
        return shown;
    }

    private GroundTruthCache cache() {
        return new GroundTruthCache(folder.work().resolve("cache"));
    }

    @Override
    public void close() {
        bench.close();
    }
}
