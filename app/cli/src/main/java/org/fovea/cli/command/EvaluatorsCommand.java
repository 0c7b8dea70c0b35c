package org.fovea.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.fovea.app.AppException;
import org.fovea.app.compress.CompressChecks;
import org.fovea.app.open.CheckSamples;
import org.fovea.app.open.EvaluatorDraft;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.official.OfficialEvaluators;
import org.fovea.evaluate.official.OfficialNetwork;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.evaluate.selftest.Check;
import org.fovea.evaluate.selftest.SelfTest;
import org.fovea.evaluate.selftest.SelfTestReport;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.video.colour.ColourChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea evaluators}: the two networks that a score is made with. */
@Command(
        name = "evaluators",
        header = "Check the networks behind a score.",
        subcommands = {
            EvaluatorsCommand.InitCommand.class,
            EvaluatorsCommand.CheckCommand.class,
            EvaluatorsCommand.PseudoOfficial.class
        },
        footer = {
            "  fovea evaluators init lanes.pt motion.onnx -o cabin.yaml --clip drive.mp4",
            "  fovea evaluators check cabin.yaml --clip drive.mp4"
        })
public final class EvaluatorsCommand extends GroupCommand {
    private static final int PAIRS = 4;
    /** Of random directions and synthetic frames. */
    private static final long SEED = 1;

    @Command(
            name = "init",
            header = "Write the file that describes your networks, after trying them.",
            description = "Tries each file as a segmentation and as a pose network with usual sizes, layouts and "
                    + "ranges. Comments in the file say what was found and what no trial can tell.",
            footer = "  fovea evaluators init lanes.pt motion.onnx -o cabin.yaml --clip drive.mp4")
    static final class InitCommand extends LeafCommand {
        @Parameters(
                paramLabel = "NETWORK",
                arity = "1..2",
                description = "A TorchScript (.pt) or ONNX (.onnx) file; a segmentation and a pose network at most.")
        private List<Path> networks;

        @Mixin
        private final OutputOption output =
                OutputOption.usually("FILE.yaml", "evaluators.yaml", "The file to write, next to which it names them.");

        @Option(names = "--clip", paramLabel = "CLIP", description = "Frames to try. Default: synthetic ones.")
        private Path clip;

        @Mixin
        private final EvaluatorsOption.TrustNetworkOption trust = new EvaluatorsOption.TrustNetworkOption();

        @Override
        public Integer call() throws IOException {
            output.verifyFree();
            for (Path network : networks) {
                if (!Files.exists(network)) {
                    throw new NoSuchFileException(network.toString());
                }
            }
            CheckSamples samples = clip == null
                    ? CheckSamples.synthetic(PAIRS, SEED)
                    : CheckSamples.of(clip, PAIRS, ColourChoice.TAGS);
            String text;
            try (Progress progress = progress("try", networks.size(), "networks")) {
                text = EvaluatorDraft.of(networks, output.path(), samples, clip != null, progress::update);
            }
            output.write(text);
            out().print(text);
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "check",
            header = "Test two networks: shapes, ranges, repeatability, gradients.",
            description = "Compares gradients, all the way back to pixels, with finite differences: a missing or wrong "
                    + "gradient raises no error, training merely fails to work. Exit code 1 if a check fails.",
            footer = {"  fovea evaluators check cabin.yaml --clip drive.mp4", "  fovea evaluators check official:models"
            })
    static final class CheckCommand extends LeafCommand {
        private static final int MAX_PAIRS = 64;

        @Parameters(
                paramLabel = "EVALUATORS",
                description =
                        "bundled, official:DIR for the challenge's networks, or FILE.yaml for a pair of one's own "
                                + "(docs/evaluators.md).")
        private String evaluators;

        @Option(names = "--clip", paramLabel = "CLIP", description = "Frames to test on. Default: synthetic ones.")
        private Path clip;

        @Option(names = "--pairs", paramLabel = "N", description = "Pairs of frames to test on, spread over the clip.")
        private int pairs = PAIRS;

        @Mixin
        private final EvaluatorsOption.TrustNetworkOption trust = new EvaluatorsOption.TrustNetworkOption();

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        public Integer call() throws IOException {
            if (pairs < 1 || pairs > MAX_PAIRS) {
                throw AppException.usage("--pairs " + pairs + " is not in 1.." + MAX_PAIRS);
            }
            try (EvaluatorPair pair = open()) {
                CheckSamples samples = clip == null
                        ? CheckSamples.synthetic(pairs, SEED)
                        : CheckSamples.of(clip, pairs, pair.colours());
                SelfTestReport report = test(pair, samples)
                        .with(CompressChecks.of(
                                pair, samples.size(), samples.pairs().size()));
                print(json, () -> document(pair, samples, report), () -> text(pair, samples, report));
                return report.holds() ? ExitCode.DONE : ExitCode.NOT_HELD;
            }
        }

        private EvaluatorPair open() throws IOException {
            try {
                return EvaluatorSelection.open(evaluators, this::note);
            } catch (IllegalArgumentException e) {
                throw AppException.usage(e.getMessage());
            }
        }

        private SelfTestReport test(EvaluatorPair pair, CheckSamples samples) {
            int groups = 1
                    + (pair.segmentation().present() ? 1 : 0)
                    + (pair.pose().present() ? 1 : 0)
                    + pair.further().size();
            try (Progress progress = progress("check", groups, "groups of checks")) {
                long[] begun = {0};
                return SelfTest.run(pair, samples.pairs(), SEED, name -> progress.update(begun[0]++, name));
            }
        }

        private static String text(EvaluatorPair pair, CheckSamples samples, SelfTestReport report) {
            StringBuilder out = new StringBuilder();
            var identity = pair.identity();
            var segmentation = pair.segmentation();
            out.append(identity.name())
                    .append(identity.official() ? "" : ", not the challenge's networks")
                    .append('\n');
            out.append("  identity      ").append(identity.hash()).append('\n');
            out.append(
                    segmentation.present()
                            ? String.format(
                                    Locale.ROOT,
                                    "  segmentation  %d classes, map of %d×%d, %s%n",
                                    segmentation.classes(),
                                    segmentation.columns(),
                                    segmentation.rows(),
                                    frames(pair))
                            : "  segmentation  none\n");
            out.append(
                    pair.pose().present()
                            ? String.format(
                                    Locale.ROOT,
                                    "  pose          %d outputs, %d count%n",
                                    pair.pose().outputs(),
                                    pair.pose().counted())
                            : "  pose          none\n");
            for (FurtherNetwork network : pair.further()) {
                out.append(String.format(
                        Locale.ROOT,
                        "  %-13s %d numbers of %s, by %s%n",
                        network.name(),
                        network.outputs(),
                        network.view().label(),
                        network.comparison()));
            }
            out.append(String.format(
                    Locale.ROOT,
                    "  tested on     %s of %s, %s%n%n",
                    Text.count(samples.pairs().size(), "pair"),
                    samples.size(),
                    samples.source()));
            Table table = Table.of("lll");
            for (Check check : report.checks()) {
                table.row(label(check), check.name(), check.measured());
            }
            out.append(table.render("  "));
            List<Check> noted = report.checks().stream()
                    .filter(check -> !check.explanation().isEmpty())
                    .toList();
            noted.forEach(
                    check -> out.append('\n').append(label(check)).append("  ").append(check.explanation()));
            return out.append(noted.isEmpty() ? "" : "\n").toString();
        }

        private static String frames(EvaluatorPair pair) {
            return switch (pair.segmentation().frames()) {
                case FIRST -> "of the first frame";
                case SECOND -> "of the second frame";
                case BOTH -> "of each frame";
            };
        }

        private static String label(Check check) {
            return switch (check.outcome()) {
                case HOLDS -> "ok";
                case DOUBTFUL -> "note";
                case FAILS -> "FAILS";
            };
        }

        record Document(
                boolean good,
                EvaluatorsDocument evaluators,
                SegmentationDocument segmentation,
                PoseDocument pose,
                @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FurtherDocument> networks,
                SamplesDocument samples,
                String library,
                List<Check> checks) {}

        /** Which networks. */
        record EvaluatorsDocument(String name, boolean official, String hash) {
            static EvaluatorsDocument of(EvaluatorIdentity identity) {
                return new EvaluatorsDocument(identity.name(), identity.official(), identity.hash());
            }
        }

        /** A segmentation network. */
        record SegmentationDocument(int classes, int rows, int columns, FrameChoice frames) {}

        /** A pose network. */
        record PoseDocument(int outputs, int counted) {}

        /** A further network. */
        record FurtherDocument(String name, String looksAt, String comparison, String unit, int numbers) {
            static FurtherDocument of(FurtherNetwork network) {
                return new FurtherDocument(
                        network.name(),
                        network.view().label(),
                        network.comparison(),
                        network.unit(),
                        network.outputs());
            }
        }

        /** What all were tested on. */
        record SamplesDocument(String source, int pairs, int width, int height, long seed) {}

        private Document document(EvaluatorPair pair, CheckSamples samples, SelfTestReport report) {
            var segmentation = pair.segmentation();
            return new Document(
                    report.holds(),
                    EvaluatorsDocument.of(pair.identity()),
                    new SegmentationDocument(
                            segmentation.classes(), segmentation.rows(), segmentation.columns(), segmentation.frames()),
                    new PoseDocument(pair.pose().outputs(), pair.pose().counted()),
                    pair.further().stream().map(FurtherDocument::of).toList(),
                    new SamplesDocument(
                            samples.source(),
                            samples.pairs().size(),
                            samples.size().width(),
                            samples.size().height(),
                            SEED),
                    TorchRuntime.version(),
                    report.checks());
        }
    }

    @Command(
            name = "pseudo-official",
            header = "Write the challenge's networks with pseudo-random weights.",
            description = "Writes posenet.safetensors and segnet.safetensors into DIR, always the same bytes: the "
                    + "challenge's architectures at their full size and speed, without the challenge's "
                    + "weights. Their output is meaningless, and their scores are never official ones.",
            footer = {
                "  fovea evaluators pseudo-official models",
                "  fovea score --original a.mkv --candidate b.zip --evaluators official:models"
            })
    static final class PseudoOfficial extends LeafCommand {
        @Parameters(paramLabel = "DIR", description = "The folder to write into; created if missing.")
        private Path folder;

        @Mixin
        private final OutputOption.ForceOption force = new OutputOption.ForceOption("Overwrite files that exist.");

        @Override
        public Integer call() throws IOException {
            for (OfficialNetwork network : OfficialNetwork.values()) {
                Outputs.verifyFree(folder.resolve(network.fileName()), force.given());
            }
            OfficialEvaluators.writePseudoRandom(folder);
            for (OfficialNetwork network : OfficialNetwork.values()) {
                Path file = folder.resolve(network.fileName());
                out().println(file + ": " + Text.size(Files.size(file)));
            }
            return ExitCode.DONE;
        }
    }
}
