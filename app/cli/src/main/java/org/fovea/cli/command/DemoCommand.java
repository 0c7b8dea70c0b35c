package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.fovea.app.Versions;
import org.fovea.app.compress.ClipRange;
import org.fovea.app.compress.SeparateScore;
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
import org.fovea.encode.run.RunState;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.bundled.PoseNetwork;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.samples.drive.DriveClass;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.SyntheticDrive;
import org.fovea.samples.drive.TimeOfDay;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "demo",
        header = "Show what Fovea does on a small synthetic drive.",
        description = {
            "Draws a drive, decodes the trained archive of it that comes with Fovea in another process, scores it, and "
                    + "writes a page beside AV1 at the same bytes, DIR/index.html: about a minute on two free cores. "
                    + "Needs nothing but this program.",
            "fovea compress trains another archive of the drive, about six minutes on two free cores. Training differs "
                    + "by processor, so do its bytes and score."
        },
        footer = {
            "  fovea demo",
            "  fovea compress demo/drive.mkv -o mine.zip --profile fast/masks",
            "  fovea bench rd demo/drive.mkv --archive demo/drive.zip -o rd"
        })
public final class DemoCommand extends LeafCommand {
    private static final FrameSize SIZE = new FrameSize(640, 480);
    /** The master is the original of the demo, so that it need not be more than good to look at. */
    private static final ClipSettings MASTER = ClipSettings.av1(20, 9);

    private static final int PAIRS = 60;
    private static final List<Integer> SHOWN_PAIRS = List.of(20, 40);

    @Mixin
    private final OutputOption folder = OutputOption.usually(
                    "DIR", "demo", "Folder for the page, the clip and the archive.")
            .forced("Overwrite what an earlier demo left in DIR.");

    private final long start = System.nanoTime();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path file = folder.resolve("drive.mkv");
        Path archive = folder.resolve("drive.zip");
        Path score = folder.resolve("score.json");
        Path page = folder.resolve("index.html");
        List.of(file, archive, score, page).forEach(output -> Outputs.verifyFree(output, folder.force()));
        Files.createDirectories(folder.path());
        reporter().say("Fovea " + Versions.fovea() + " · demo: a synthetic drive, encoded for two small networks");
        drive(file);
        Interruption.leaves("to start over, run the same command with --force");
        AtomicFile.write(archive, DemoArchive.bytes(), folder.force());
        try (EvaluatorPair networks = BundledEvaluators.load()) {
            show(Clip.open(file), networks, archive, score, page);
        }
        reporter()
                .say("\nNext: fovea inspect " + archive + " · fovea compress " + file
                        + " -o mine.zip --profile fast/masks");
        return ExitCode.DONE;
    }

    private void show(Clip clip, EvaluatorPair networks, Path archive, Path score, Path page)
            throws IOException, InterruptedException {
        FutureTask<List<FramePair>> drawn = new FutureTask<>(() -> DemoView.drawn(archive, SHOWN_PAIRS));
        Thread.ofPlatform().daemon().start(drawn); // the other process decodes masks on one core
        RunState.Scored scored = scored(clip, networks, archive);
        ScoreResult result = scored.result();
        AtomicFile.write(
                score, (Json.of(ScoreDocument.of(result)) + "\n").getBytes(StandardCharsets.UTF_8), folder.force());
        ByteLedger ledger = ArchiveFile.open(DemoArchive.bytes()).ledger();
        reporter()
                .say("  inflate      in a process that sees only the archive (" + scored.isolation() + "), "
                        + Text.seconds(scored.seconds()) + "\n");
        long originalBytes = clip.facts().bytes();
        out().print(LedgerTable.render(ledger, OptionalLong.of(originalBytes)));
        out().print(ScoreText.LossText.of(result.table(), result.objective()));
        out().print(ScoreText.LossText.warnings(result.table()));
        RdTask task =
                new RdTask(clip, clip.sha256(), PAIRS, originalBytes, networks, Labels.NONE, threads(), folder.path());
        RdPoint own = RdPoint.archive(
                RdPoint.FOVEA,
                "the archive that comes with Fovea",
                clip.size(),
                ledger.fileBytes(),
                result,
                originalBytes,
                result.provenance().seconds());
        DemoRival rival = DemoRival.of(reporter(), task);
        List<RdPoint> points = List.of(own, rival.point());
        out().println();
        out().println(RdText.table(points, networks.identity().name() + " score"));
        DemoPage shown = new DemoPage(
                PAIRS,
                clip.size(),
                scored.isolation(),
                (System.nanoTime() - start) / 1e9,
                originalBytes,
                ledger,
                result,
                points,
                DemoView.of(task.clip(), networks, result(drawn), rival, SHOWN_PAIRS),
                DriveClass.labels(),
                PoseNetwork.OUTPUTS);
        AtomicFile.write(page, shown.html().getBytes(StandardCharsets.UTF_8), folder.force());
        reporter().say("  page   " + page);
    }

    private RunState.Scored scored(Clip clip, EvaluatorPair networks, Path archive)
            throws IOException, InterruptedException {
        FileHashes hashes = new FileHashes();
        Path log = folder.resolve("inflate.log");
        RunState.Scored scored = new SeparateScore(networks, reporter(), threads(), hashes)
                .score(
                        ClipRange.all(clip),
                        Originals.of(networks, clip, hashes.of(clip.path()), Optional.empty(), this::note),
                        archive,
                        Optional.empty(),
                        List.of(new CountedFile(
                                clip.path().toString(), clip.facts().bytes())),
                        folder.path(),
                        log);
        Files.deleteIfExists(log);
        return scored;
    }

    private static List<FramePair> result(Future<List<FramePair>> drawn) throws IOException, InterruptedException {
        try {
            return drawn.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private void drive(Path file) throws IOException {
        long begun = System.nanoTime();
        DriveSettings settings = new DriveSettings(SIZE, 2L * PAIRS, 1, TimeOfDay.DAY);
        FrameRate rate = new FrameRate(DriveSettings.FRAMES_PER_SECOND, 1);
        ClipSettings coding = MASTER.titled(DriveSettings.TITLE);
        try (SyntheticDrive drive = new SyntheticDrive(settings);
                ClipWriter writer = ClipWriter.create(file, SIZE, rate, coding, folder.force());
                Progress progress = progress("drive", 2L * PAIRS, "frames")) {
            byte[] rgb = new byte[SIZE.rgbBytes()];
            for (int done = 1; drive.next(rgb); done++) {
                writer.write(rgb);
                progress.update(done);
            }
            writer.commit();
        }
        reporter()
                .say("  drive        " + file + ", " + Text.count(PAIRS, "pair") + " of " + SIZE + ", AV1, "
                        + Text.count(Files.size(file)) + " bytes, " + Text.seconds((System.nanoTime() - begun) / 1e9));
    }
}
