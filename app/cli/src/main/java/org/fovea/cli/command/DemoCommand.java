package org.fovea.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.fovea.app.AppException;
import org.fovea.app.Versions;
import org.fovea.app.compress.ClipRange;
import org.fovea.app.compress.Compressed;
import org.fovea.app.compress.Compression;
import org.fovea.app.compress.SeparateScore;
import org.fovea.app.demo.DemoAnchors;
import org.fovea.app.demo.DemoArchive;
import org.fovea.app.demo.DemoPage;
import org.fovea.app.demo.DemoRival;
import org.fovea.app.demo.DemoView;
import org.fovea.app.labels.Labels;
import org.fovea.app.open.Outputs;
import org.fovea.app.rd.RdPoint;
import org.fovea.app.rd.RdTask;
import org.fovea.app.rd.RdText;
import org.fovea.app.score.FileHashes;
import org.fovea.app.score.Originals;
import org.fovea.app.text.Text;
import org.fovea.app.watch.WatchedRun;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.cli.terminal.Progress;
import org.fovea.cli.text.LedgerTable;
import org.fovea.cli.text.ScoreText;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.config.Json;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.Profiles;
import org.fovea.encode.run.RunDirectory;
import org.fovea.encode.run.RunState;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.bundled.PoseNetwork;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.samples.drive.DriveClass;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.SyntheticDrive;
import org.fovea.samples.drive.TimeOfDay;
import org.fovea.site.layout.Content;
import org.fovea.site.output.SiteServer;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        header = "Show what Fovea does on a small synthetic drive.",
        description = {
            "Draws a drive, decodes the trained archive of it that comes with Fovea in another process, scores it, and "
                    + "writes a page beside AV1 at the same bytes, DIR/index.html: about a minute on two free cores.",
            "Then it trains an archive itself, about six minutes on two free cores, which replaces the first one. "
                    + "Training differs by processor, so do its bytes and score. Needs nothing but this program."
        },
        footer = {"  fovea demo", "  fovea demo --no-training -o tour"})
public final class DemoCommand extends LeafCommand {
    private static final FrameSize SIZE = new FrameSize(640, 480);
    /** The master is the original of the demo, so that it need not be more than good to look at. */
    private static final ClipSettings MASTER = ClipSettings.av1(20, 9);

    private static final int RIVAL_PRESET = 6;
    private static final String PROFILE = "fast/masks";
    private static final int PAIRS = 60;

    @Mixin
    private final OutputOption folder = OutputOption.usually(
                    "DIR", "demo", "Folder for the page, the clip and the archive.")
            .forced("Overwrite what an earlier demo left in DIR.");

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "60", description = "Length of the drive.")
    private int pairs;

    private final long start = System.nanoTime();

    @Option(names = "--no-training", description = "Stop after the archive that comes with Fovea.")
    private boolean untrained;

    @Option(
            names = "--profile",
            paramLabel = "P",
            defaultValue = PROFILE,
            description = "How to encode, as for fovea compress.")
    private String profileName = PROFILE;

    /** The files of the demo. */
    private record Outcome(Path clip, Path archive, Path run, Path score, Path rivals, Path page) {
        static Outcome in(Path folder) {
            return new Outcome(
                    folder.resolve("drive.mkv"),
                    folder.resolve("drive.zip"),
                    folder.resolve("drive.run"),
                    folder.resolve("score.json"),
                    folder.resolve("av1.json"),
                    folder.resolve("index.html"));
        }

        List<Path> single() {
            return List.of(clip, archive, score, rivals, page);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (pairs < 1) {
            throw AppException.usage("fovea demo: --pairs " + pairs + " is too few; at least 1");
        }
        boolean shipped = pairs == PAIRS;
        if (untrained && !shipped) {
            throw AppException.usage("fovea demo: --no-training shows the archive that comes with Fovea, of the usual"
                    + " drive; omit --pairs");
        }
        Outcome files = Outcome.in(folder.path());
        files.single().forEach(output -> Outputs.verifyFree(output, folder.force()));
        Profile profile = profile();
        Files.createDirectories(folder.path());
        Files.deleteIfExists(files.rivals()); // those of another drive, where --force allowed that
        reporter().say("Fovea " + Versions.fovea() + " · demo: a synthetic drive, encoded for two small networks");
        drive(files.clip());
        Interruption.leaves("to start over, run the same command with --force");
        Clip clip = Clip.open(files.clip());
        try (EvaluatorPair networks = BundledEvaluators.load();
                SiteServer watch = SiteServer.start(path -> watched(files.run(), path), 0, failure -> {})) {
            List<RdPoint> known = shipped ? shipped(files, clip, networks, watch.address()) : List.of();
            if (!untrained) {
                train(files, clip, networks, profile, known, watch.address());
            }
        }
        reporter()
                .say("\nNext: fovea inspect " + files.archive() + " · fovea bench rd " + files.clip() + " --archive "
                        + files.archive() + " -o rd");
        return ExitCode.DONE;
    }

    /** A file of the page of the training, once there is one. */
    private static Optional<Content> watched(Path run, String path) {
        try {
            return RunDirectory.holdsRun(run) ? WatchedRun.of(run).file(path) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<RdPoint> shipped(Outcome files, Clip clip, EvaluatorPair networks, String training)
            throws IOException, InterruptedException {
        AtomicFile.write(files.archive(), DemoArchive.bytes(), folder.force());
        FutureTask<List<FramePair>> drawn = new FutureTask<>(() -> DemoView.drawn(files.archive(), shownPairs()));
        Thread.ofPlatform().daemon().start(drawn); // the other process decodes masks on one core
        ClipRange range = ClipRange.all(clip);
        FileHashes hashes = new FileHashes();
        RunState.Scored scored = new SeparateScore(networks, reporter(), threads(), hashes)
                .score(
                        range,
                        Originals.of(networks, clip, hashes.of(clip.path()), Optional.empty(), this::note),
                        files.archive(),
                        Optional.empty(),
                        List.of(new CountedFile(
                                clip.path().toString(), clip.facts().bytes())),
                        folder.path(),
                        folder.resolve("inflate.log"));
        Files.deleteIfExists(folder.resolve("inflate.log"));
        RdPoint own = DemoAnchors.own(clip, scored.result(), "the archive that comes with Fovea");
        Optional<String> live = untrained ? Optional.empty() : Optional.of(training);
        show(files, clip, networks, scored, List.of(own), DemoArchive.ORIGIN, live, result(drawn), false);
        return List.of(own);
    }

    private void train(
            Outcome files, Clip clip, EvaluatorPair networks, Profile profile, List<RdPoint> known, String training)
            throws IOException, InterruptedException {
        reporter().say("\n  training     " + training + " shows it; its archive replaces the first one");
        Compressed encoded = encoding(networks, clip, profile, files).run();
        List<RdPoint> points = new ArrayList<>(List.of(DemoAnchors.own(clip, encoded.score(), "this archive")));
        points.addAll(known);
        RunState.Scored scored = new RunState.Scored(encoded.score(), encoded.isolation(), encoded.inflateSeconds());
        StringBuilder origin = new StringBuilder("This archive was trained here in ")
                .append(Text.clock(encoded.seconds()))
                .append(". Training differs by processor, and with it bytes and score.");
        known.forEach(point -> origin.append(String.format(
                Locale.ROOT,
                " The archive that comes with Fovea has %,d bytes and scores %.3f.",
                point.bytes(),
                point.score())));
        List<FramePair> drawn = DemoView.drawn(files.archive(), shownPairs());
        show(files, clip, networks, scored, points, origin.toString(), Optional.empty(), drawn, true);
    }

    private static List<FramePair> result(Future<List<FramePair>> drawn) throws IOException, InterruptedException {
        try {
            return drawn.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private List<Integer> shownPairs() {
        return pairs < 3 ? List.of(0) : List.of(pairs / 3, 2 * pairs / 3);
    }

    private void show(
            Outcome files,
            Clip clip,
            EvaluatorPair networks,
            RunState.Scored scored,
            List<RdPoint> own,
            String origin,
            Optional<String> training,
            List<FramePair> drawn,
            boolean search)
            throws IOException, InterruptedException {
        boolean over = folder.force() || search;
        AtomicFile.write(
                files.score(),
                (Json.of(ScoreDocument.of(scored.result())) + "\n").getBytes(StandardCharsets.UTF_8),
                over);
        ByteLedger ledger =
                ArchiveFile.open(Files.readAllBytes(files.archive())).ledger();
        reporter()
                .say("  inflate      in a process that sees only the archive (" + scored.isolation() + "), "
                        + Text.seconds(scored.seconds()));
        reporter().say("");
        out().print(LedgerTable.render(ledger, OptionalLong.of(clip.facts().bytes())));
        out().print(ScoreText.LossText.of(
                scored.result().table(), scored.result().objective()));
        out().print(ScoreText.LossText.warnings(scored.result().table()));
        RdTask task = new RdTask(
                clip, clip.sha256(), pairs, clip.facts().bytes(), networks, Labels.NONE, threads(), folder.path());
        List<RdPoint> points = new ArrayList<>(own);
        if (!search) {
            page(files, task, scored, points, Optional.empty(), origin, Optional.of(training.orElse("")), drawn, over);
            reporter().say("  page   " + files.page() + "; AV1 follows");
        }
        DemoRival rival = DemoRival.find(
                reporter(),
                task,
                ledger.fileBytes(),
                RIVAL_PRESET,
                search ? Optional.empty() : Optional.of(DemoArchive.RIVAL));
        points.add(rival.point());
        if (search) {
            points.addAll(DemoAnchors.measure(reporter(), task, RIVAL_PRESET));
        }
        out().println();
        out().print(RdText.table(points, networks.identity().name() + " score"));
        if (search) {
            out().print(RdText.bests(points));
        }
        out().println();
        page(files, task, scored, points, Optional.of(rival), origin, training, drawn, true);
        reporter().say("  page   " + files.page());
    }

    private void page(
            Outcome files,
            RdTask task,
            RunState.Scored scored,
            List<RdPoint> points,
            Optional<DemoRival> rival,
            String origin,
            Optional<String> training,
            List<FramePair> drawn,
            boolean over)
            throws IOException, InterruptedException {
        DemoPage page = new DemoPage(
                pairs,
                task.clip().size(),
                origin,
                training,
                profileName,
                scored.isolation(),
                (System.nanoTime() - start) / 1e9,
                task.originalBytes(),
                ArchiveFile.open(Files.readAllBytes(files.archive())).ledger(),
                scored.result(),
                points,
                rival.map(DemoRival::point),
                DemoView.of(task.clip(), task.networks(), drawn, rival, shownPairs()),
                DriveClass.labels(),
                PoseNetwork.OUTPUTS);
        AtomicFile.write(files.page(), page.html().getBytes(StandardCharsets.UTF_8), over);
    }

    private Compression encoding(EvaluatorPair networks, Clip clip, Profile profile, Outcome files) {
        return Compression.of(clip, networks, profile)
                .archive(files.archive(), true)
                .directory(files.run())
                .start(RunDirectory.Start.of(false, folder.force()))
                .threads(threads())
                .reporter(reporter());
    }

    private Profile profile() throws IOException {
        try {
            return Profiles.find(profileName).profile();
        } catch (IllegalArgumentException e) {
            throw AppException.usage("fovea demo: --profile: " + e.getMessage());
        }
    }

    private void drive(Path file) throws IOException {
        long begun = System.nanoTime();
        DriveSettings settings = new DriveSettings(SIZE, 2L * pairs, 1, TimeOfDay.DAY);
        FrameRate rate = new FrameRate(DriveSettings.FRAMES_PER_SECOND, 1);
        ClipSettings coding = MASTER.titled(DriveSettings.TITLE);
        try (SyntheticDrive drive = new SyntheticDrive(settings);
                ClipWriter writer = ClipWriter.create(file, SIZE, rate, coding, folder.force());
                Progress progress = progress("drive", 2L * pairs, "frames")) {
            byte[] rgb = new byte[SIZE.rgbBytes()];
            for (int done = 1; drive.next(rgb); done++) {
                writer.write(rgb);
                progress.update(done);
            }
            writer.commit();
        }
        reporter()
                .say("  drive        " + file + ", " + Text.count(pairs, "pair") + " of " + SIZE + ", AV1, "
                        + Text.count(Files.size(file)) + " bytes, " + Text.seconds((System.nanoTime() - begun) / 1e9));
    }
}
