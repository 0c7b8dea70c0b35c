package org.fovea.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.fovea.app.AppException;
import org.fovea.app.Versions;
import org.fovea.app.compress.Compressed;
import org.fovea.app.compress.Compression;
import org.fovea.app.demo.DemoAnchors;
import org.fovea.app.demo.DemoClip;
import org.fovea.app.demo.DemoPage;
import org.fovea.app.demo.DemoReport;
import org.fovea.app.demo.DemoView;
import org.fovea.app.open.Outputs;
import org.fovea.app.rd.RdPoint;
import org.fovea.app.rd.RdTask;
import org.fovea.app.rd.RdText;
import org.fovea.app.text.Text;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.cli.terminal.Progress;
import org.fovea.cli.text.LedgerTable;
import org.fovea.cli.text.ScoreText;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.config.Json;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.Profiles;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.bundled.PoseNetwork;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.samples.drive.DriveClass;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.TimeOfDay;
import org.fovea.video.clip.Clip;
import org.fovea.video.write.ClipSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fovea demo}. */
@Command(
        name = "demo",
        header = "Show what Fovea does on a small synthetic drive.",
        description = {
            "Renders a drive, encodes it for the two bundled networks, inflates and scores the archive in another "
                    + "process, searches for AV1's best settings on the same drive, and writes a page with all of "
                    + "it, DIR/index.html. Needs nothing but this program; about six minutes on two cores.",
            "--quick uses 8 pairs and --profile fast/colours, which needs no training: less than a minute."
        },
        footer = {"  fovea demo", "  fovea demo --quick -o tour", "  fovea demo -o night --night --profile fast/colours"
        })
public final class DemoCommand extends LeafCommand {
    private static final FrameSize SIZE = new FrameSize(640, 480);
    /** The master is the original of the demo, so that it need not be more than good to look at. */
    private static final ClipSettings MASTER = ClipSettings.av1(20, 9);

    private static final int RIVAL_PRESET = 6;

    @Mixin
    private final OutputOption folder =
            OutputOption.usually("DIR", "demo", "Folder for the page, the clip and the archive.");

    @Option(names = "--pairs", paramLabel = "N", description = "Length of the drive. Default: 60, with --quick 8.")
    private @Nullable Integer length;

    private int pairs;

    @Option(names = "--quick", description = "A short drive without training.")
    private boolean quick;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Each seed gives another drive.")
    private long seed;

    @Option(names = "--night", description = "Drive by night.")
    private boolean night;

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "How to encode, as for fovea compress. Default: fast/masks, with --quick fast/colours.")
    private @Nullable String profileOption;

    private String profileName = "";

    @Mixin
    private final OutputOption.ForceOption force =
            new OutputOption.ForceOption("Overwrite what an earlier demo left in DIR.");

    @Option(names = "--resume", description = "Continue a demo that was interrupted; other options as at its start.")
    private boolean resume;

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
        pairs = length != null ? length : quick ? 8 : 60;
        profileName = profileOption != null ? profileOption : quick ? "fast/colours" : "fast/masks";
        if (pairs < 1) {
            throw AppException.usage("fovea demo: --pairs " + pairs + " is too few; at least 1");
        }
        Outcome files = Outcome.in(folder.path());
        if (resume && force.given()) {
            throw AppException.usage("fovea demo: --resume goes on and --force starts over; choose one");
        }
        files.single().forEach(output -> Outputs.verifyFree(output, replaces()));
        Profile profile = profile();
        Files.createDirectories(folder.path());
        Files.deleteIfExists(files.rivals()); // those of another drive, where --force allowed that
        long start = System.nanoTime();
        say("Fovea " + Versions.fovea() + " · demo: a synthetic drive, encoded for two small networks");
        drive(files.clip());
        Interruption.leaves("everything up to the last checkpoint is in " + files.run()
                + "; to continue, run the same command with --resume");
        Clip clip = Clip.open(files.clip());
        try (EvaluatorPair networks = BundledEvaluators.load()) {
            Compressed encoded = encoding(networks, clip, profile, files).run();
            AtomicFile.write(
                    files.score(),
                    (Json.of(ScoreDocument.of(encoded.score())) + "\n").getBytes(StandardCharsets.UTF_8),
                    replaces());
            ByteLedger ledger = encoded.ledger();
            say("  inflate      in a process that sees only the archive (" + encoded.isolation() + "), "
                    + Text.seconds(encoded.inflateSeconds()));
            say("");
            out().print(LedgerTable.render(ledger, OptionalLong.of(clip.facts().bytes())));
            out().print(ScoreText.LossText.of(
                    encoded.score().table(), encoded.score().objective()));
            out().print(ScoreText.LossText.warnings(encoded.score().table()));
            List<RdPoint> points = compare(clip, networks, encoded.score());
            double seconds = (System.nanoTime() - start) / 1e9;
            write(files, report(clip, networks, encoded, ledger, points, seconds));
        }
        say("  page   " + files.page());
        say("\nNext: fovea inspect " + files.archive() + " · fovea bench rd " + files.clip() + " --archive "
                + files.archive() + " -o rd");
        return ExitCode.DONE;
    }

    private boolean replaces() {
        return force.given() || resume;
    }

    private Compression encoding(EvaluatorPair networks, Clip clip, Profile profile, Outcome files) {
        Compression encoding = Compression.of(clip, networks, profile)
                .archive(files.archive(), resume || force.given())
                .scoreDelivered()
                .directory(files.run())
                .threads(threads())
                .reporter(reporter());
        return resume ? encoding.resume() : force.given() ? encoding.anew() : encoding;
    }

    private Profile profile() throws IOException {
        try {
            return Profiles.find(profileName).profile();
        } catch (IllegalArgumentException e) {
            throw AppException.usage("fovea demo: --profile: " + e.getMessage());
        }
    }

    private void say(String line) {
        if (!fovea().quiet()) {
            out().println(line);
            out().flush();
        }
    }

    private void drive(Path file) throws IOException {
        long start = System.nanoTime();
        DriveSettings settings = new DriveSettings(SIZE, 2L * pairs, seed, night ? TimeOfDay.NIGHT : TimeOfDay.DAY);
        try (Progress progress = progress("drive", 2L * pairs, "frames")) {
            if (resume && Files.exists(file)) {
                DemoClip.verifySame(settings, file, MASTER, progress::update);
            } else {
                DemoClip.draw(settings, file, MASTER, replaces(), progress::update);
            }
        }
        say("  drive        " + file + ", " + Text.count(pairs, "pair") + " of " + SIZE + ", AV1, "
                + Text.count(Files.size(file)) + " bytes, " + Text.seconds((System.nanoTime() - start) / 1e9));
    }

    private List<RdPoint> compare(Clip clip, EvaluatorPair networks, ScoreResult result)
            throws IOException, InterruptedException {
        RdTask task = new RdTask(clip, clip.sha256(), pairs, clip.facts().bytes(), networks, threads(), folder.path());
        List<RdPoint> points = new ArrayList<>(List.of(DemoAnchors.own(clip, result)));
        points.addAll(DemoAnchors.measure(reporter(), task, RIVAL_PRESET));
        out().println();
        out().print(RdText.table(points, networks.identity().name() + " score"));
        out().print(RdText.targets(points));
        out().println();
        return points;
    }

    private DemoReport report(
            Clip clip,
            EvaluatorPair networks,
            Compressed encoded,
            ByteLedger ledger,
            List<RdPoint> points,
            double seconds)
            throws IOException, InterruptedException {
        List<Integer> shown = pairs < 3 ? List.of(0) : List.of(pairs / 3, 2 * pairs / 3);
        return new DemoReport(
                pairs,
                clip.size(),
                seed,
                night,
                profileName,
                encoded.isolation(),
                seconds,
                clip.facts().bytes(),
                ledger,
                encoded.score(),
                points,
                DemoView.of(clip, networks, folder.resolve("drive.zip"), shown),
                DriveClass.labels(),
                PoseNetwork.OUTPUTS);
    }

    private void write(Outcome files, DemoReport report) throws IOException {
        AtomicFile.write(files.page(), DemoPage.of(report).getBytes(StandardCharsets.UTF_8), replaces());
    }
}
