package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.Versions;
import org.fovea.cli.demo.DemoClip;
import org.fovea.cli.demo.DemoPictures;
import org.fovea.cli.demo.DemoScores;
import org.fovea.cli.file.Outputs;
import org.fovea.cli.terminal.CommandFailure;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Json;
import org.fovea.cli.terminal.LedgerTable;
import org.fovea.cli.terminal.Progress;
import org.fovea.cli.terminal.Text;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.ledger.LedgerSvg;
import org.fovea.codec.ledger.RateTerm;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.encode.colours.ColourEncoder;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.TimeOfDay;
import org.fovea.video.FrameSize;
import org.fovea.video.clip.Clip;
import org.fovea.video.write.ClipSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea demo}. */
@Command(
        name = "demo",
        header = "Show on a small synthetic drive what Fovea does.",
        description = {
            "Draws a drive, looks at it through the two bundled networks, packs what they see into an archive, says where its bytes go,"
                    + " scores what it draws, and does the same with AV1. Needs nothing but this program.",
            "The renderer of the demo is the simplest one, class colours that were averaged, not trained."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea demo -o demo")
public final class DemoCommand implements Callable<Integer> {
    private static final FrameSize SIZE = new FrameSize(640, 480);
    private static final List<ColourFamily.Grid> GRIDS = List.of(
            new ColourFamily.Grid(1, 1),
            new ColourFamily.Grid(3, 4),
            new ColourFamily.Grid(6, 8),
            new ColourFamily.Grid(9, 12),
            new ColourFamily.Grid(15, 20));

    /** The master is the original of the demo, so that it need not be more than good to look at. */
    private static final ClipSettings MASTER = ClipSettings.av1(20, 9);

    /** An ordinary codec to compare with: as small as it gets at this size, and twice better. */
    private static final List<ClipSettings> RIVALS =
            List.of(ClipSettings.av1(63, 6), ClipSettings.av1(56, 6), ClipSettings.av1(48, 6));

    @ParentCommand
    private FoveaCommand fovea;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "demo",
            description = "Folder for the clip, the archive and the pictures.")
    private Path folder;

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "24", description = "Length of the drive.")
    private int pairs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Another number, another drive.")
    private long seed;

    @Option(names = "--night", description = "Drive by night.")
    private boolean night;

    @Option(names = "--force", description = "Overwrite what an earlier demo left in DIR.")
    private boolean force;

    /** The files of the demo. */
    private record Outcome(Path clip, Path archive, Path frames, Path masks, Path ledger, Path score) {
        static Outcome in(Path folder) {
            return new Outcome(
                    folder.resolve("drive.mkv"),
                    folder.resolve("drive.zip"),
                    folder.resolve("frames.png"),
                    folder.resolve("masks.png"),
                    folder.resolve("ledger.svg"),
                    folder.resolve("score.json"));
        }

        List<Path> all() {
            return List.of(clip, archive, frames, masks, ledger, score);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (pairs < 1) {
            throw CommandFailure.usage("fovea demo: --pairs " + pairs + " is no drive; at least 1");
        }
        Outcome files = Outcome.in(folder);
        files.all().forEach(output -> Outputs.verifyFree(output, force));
        Files.createDirectories(folder);
        say("Fovea " + Versions.fovea() + " · demo: a synthetic drive, packed for two small networks");
        drive(files.clip());
        Clip clip = Clip.open(files.clip());
        try (EvaluatorPair networks = BundledEvaluators.load()) {
            ByteLedger ledger = pack(clip, networks, files);
            DemoPictures.draw(clip, networks, files.archive(), files.frames(), files.masks(), force);
            AtomicFile.write(
                    files.ledger(),
                    LedgerSvg.draw(ledger, "drive.zip: where the bytes are").getBytes(StandardCharsets.UTF_8),
                    force);
            fovea.terminal().out().println();
            fovea.terminal()
                    .out()
                    .print(LedgerTable.render(
                            ledger, OptionalLong.of(clip.facts().bytes())));
            score(clip, networks, files);
        }
        fovea.terminal().out().println();
        fovea.terminal()
                .out()
                .println("  frames   " + files.frames()
                        + ": the original, what is drawn, what the network sees in both");
        fovea.terminal().out().println("  masks    " + files.masks());
        fovea.terminal().out().println("  ledger   " + files.ledger());
        fovea.terminal().out().println("  score    " + files.score());
        say("\nNext: fovea inspect " + files.archive() + " · fovea score --original " + files.clip() + " --candidate "
                + files.archive());
        return ExitCode.DONE;
    }

    private void say(String line) {
        if (!fovea.quiet()) {
            fovea.terminal().out().println(line);
            fovea.terminal().out().flush();
        }
    }

    private static String since(long start) {
        return Text.seconds((System.nanoTime() - start) / 1e9);
    }

    private void drive(Path file) throws IOException {
        long start = System.nanoTime();
        DriveSettings settings = new DriveSettings(SIZE, 2L * pairs, seed, night ? TimeOfDay.NIGHT : TimeOfDay.DAY);
        try (Progress progress = new Progress(fovea.terminal(), fovea.quiet(), "drive", 2L * pairs, "frames")) {
            DemoClip.draw(settings, file, MASTER, force, progress::update);
        }
        say("  drive    " + file + ", " + pairs + " pairs of " + SIZE + ", AV1, " + Text.count(Files.size(file))
                + " bytes, in " + since(start));
    }

    private ByteLedger pack(Clip clip, EvaluatorPair networks, Outcome files) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Map<String, Progress> shown = new LinkedHashMap<>();
        double pointsPerByte = RateTerm.score(1, clip.facts().bytes());
        ColourEncoder encoder =
                new ColourEncoder(networks, GRIDS, pointsPerByte, fovea.threads(), (stage, done, total) -> {
                    synchronized (shown) {
                        shown.computeIfAbsent(
                                        stage,
                                        name -> new Progress(fovea.terminal(), fovea.quiet(), name, pairs, "pairs"))
                                .update(done);
                    }
                });
        RendererContent content;
        try {
            content = encoder.encode(clip::frames);
        } finally {
            new ArrayList<>(shown.values()).forEach(Progress::close);
        }
        say("  look     classes, colours and motion of every pair through the networks, in " + since(start));
        start = System.nanoTime();
        try (Progress progress = new Progress(fovea.terminal(), fovea.quiet(), "pack", pairs, "frames")) {
            ClassMaskCodec masks = new ClassMaskCodec(MaskEffort.BEST, (done, total) -> progress.update(done));
            AtomicFile.write(files.archive(), ArchiveFile.zipped(ArchiveFile.encode(content, masks)), force);
        }
        say("  pack     " + files.archive() + ", " + Text.count(Files.size(files.archive())) + " bytes, in "
                + since(start));
        return ArchiveFile.open(Files.readAllBytes(files.archive())).ledger();
    }

    private void score(Clip clip, EvaluatorPair networks, Outcome files) throws IOException, InterruptedException {
        DemoScores scores = new DemoScores(clip, networks, Math.min(fovea.threads(), 256), folder);
        fovea.terminal().out().println();
        try (Progress progress =
                new Progress(fovea.terminal(), fovea.quiet(), "score", (1L + RIVALS.size()) * pairs, "pairs")) {
            ScoreResult own = scores.archive(files.archive(), progress::update);
            AtomicFile.write(
                    files.score(), (Json.of(ScoreDocument.of(own)) + "\n").getBytes(StandardCharsets.UTF_8), force);
            for (ClipSettings rival : RIVALS) {
                scores.rival(rival, progress::update);
            }
        }
        fovea.terminal().out().print(scores.table());
        fovea.terminal()
                .out()
                .println("  AV1 is SVT-AV1 at full size, preset "
                        + RIVALS.getFirst().preset() + "; nobody searched for its best settings here");
    }
}
