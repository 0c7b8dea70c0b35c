package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.Fovea;
import org.fovea.app.bench.LedgerTimes;
import org.fovea.app.bench.MaskTimes;
import org.fovea.app.bench.NetworkTimes;
import org.fovea.app.bench.TrainingTimes;
import org.fovea.app.open.Opened;
import org.fovea.app.score.Candidate;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.option.Values;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea bench}. */
@Command(
        name = "bench",
        header = "Measure against other codecs.",
        subcommands = {
            BenchRdCommand.class,
            BenchLadderCommand.class,
            BenchCommand.Train.class,
            BenchCommand.Lab.class,
            BenchCommand.Masks.class,
            BenchCommand.Networks.class
        },
        description =
                "bench rd compares archives with AV1, HEVC and VVC. bench ladder climbs from plain AV1 to a learned "
                        + "filter. The renderer, the coders and the networks are measured by ./mvnw -Pjmh, see "
                        + "CONTRIBUTING.md.",
        footer = {
            "  fovea bench rd drive.mp4 --evaluators cabin.yaml -o rd --archive drive.zip",
            "  fovea bench ladder drive.mp4 --evaluators cabin.yaml -o ladder"
        })
public final class BenchCommand extends GroupCommand {
    /** {@code fovea bench train}. */
    @Command(
            name = "train",
            hidden = true,
            header = "Measure where the time of a training step goes.",
            description = "Rendering, the segmentation network, the backward pass, and steps per second with several "
                    + "gradients at a time.",
            footer = "  fovea bench train bundled 2 8")
    static final class Train extends LeafCommand {
        @Parameters(index = "0", paramLabel = "EVALUATORS", description = "bundled, official:DIR, or FILE.yaml.")
        private String evaluators;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "THREADS",
                defaultValue = "1",
                description = "Gradients at a time in the last line.")
        private int threads;

        @Parameters(
                index = "2",
                arity = "0..1",
                paramLabel = "STEPS",
                defaultValue = "8",
                description = "Steps of each part.")
        private int steps;

        @Override
        public Integer call() throws IOException {
            if (threads < 1 || steps < 1) {
                throw AppException.usage("fovea bench train: THREADS and STEPS must be 1 or more");
            }
            try {
                TrainingTimes.run(evaluators, threads, steps, out());
            } catch (IllegalArgumentException e) {
                throw AppException.usage("fovea bench train: " + e.getMessage());
            }
            return ExitCode.DONE;
        }
    }

    /** {@code fovea bench lab}. */
    @Command(
            name = "lab",
            hidden = true,
            header = "Measure a ledger of many runs.",
            description =
                    "Fills a ledger with runs of 600 pairs each and times what users wait for: adding a run, lists, "
                            + "the status.",
            footer = {"  fovea bench lab --runs 10000", "  fovea bench lab --database jdbc:postgresql://localhost/bench"
            })
    static final class Lab extends LeafCommand {
        @Option(names = "--runs", paramLabel = "N", defaultValue = "100000", description = "Runs to fill it with.")
        private int runs;

        @Mixin
        private final OutputOption folder = OutputOption.optional(
                "DIR", "Folder for the SQLite database. Default: a temporary one, removed afterwards.");

        @Option(
                names = "--database",
                paramLabel = "URL",
                description = "An empty PostgreSQL database to measure instead of SQLite.")
        private String database;

        @Override
        public Integer call() throws IOException {
            if (runs < 1) {
                throw AppException.usage("fovea bench lab: --runs must be 1 or more");
            }
            if (database != null) {
                LedgerTimes.inDatabase(runs, database, out());
            } else {
                LedgerTimes.inFolder(runs, Optional.ofNullable(folder.path()), out());
            }
            return ExitCode.DONE;
        }
    }

    /** {@code fovea bench masks}. */
    @Command(
            name = "masks",
            hidden = true,
            header = "Measure the mask coder by the number of classes.",
            description = {
                "Codes the class masks of an archive, and the same masks with their classes split into more: by "
                        + "connected region",
                "(the boundaries stay) and by place in the frame (new boundaries, all classes occur). Shows bytes "
                        + "and times."
            },
            footer = "  fovea bench masks pr77_payload.bin --classes 19,65,150 --frames 120 --effort fast,best")
    static final class Masks extends LeafCommand {
        @Parameters(index = "0", paramLabel = "FILE", description = "An archive or submission with class masks.")
        private Path input;

        @Option(
                names = "--classes",
                split = ",",
                paramLabel = "N",
                defaultValue = "19,65,150",
                description = "Numbers of classes to split into, up to 256.")
        private List<Integer> classes;

        @Option(names = "--frames", paramLabel = "N", defaultValue = "120", description = "Frames, from the first one.")
        private int frames;

        @Option(
                names = "--effort",
                split = ",",
                paramLabel = "E",
                defaultValue = "fast,best",
                converter = Values.EffortConverter.class,
                description = "Efforts.")
        private List<MaskEffort> efforts;

        @Override
        public Integer call() throws IOException {
            if (frames < 1) {
                throw AppException.usage("fovea bench masks: --frames must be 1 or more");
            }
            Opened file = Opened.open(input);
            try {
                int least = file.masks().shape().classes();
                for (int count : classes) {
                    if (count < least || count > MaskShape.MAX_CLASSES) {
                        throw AppException.usage(
                                "--classes " + count + " is not in " + least + ".." + MaskShape.MAX_CLASSES);
                    }
                }
                MaskTimes.run(file.masks(), frames, classes, efforts, out());
            } catch (FormatException e) {
                throw e.inFile(file.name());
            }
            return ExitCode.DONE;
        }
    }

    /** {@code fovea bench networks}. */
    @Command(
            name = "networks",
            hidden = true,
            header = "Compare a segmentation network in several files and libraries.",
            description = {
                "Of one network as TorchScript and as ONNX, for example: frames per second, what an archive loses by "
                        + "it, the largest",
                "difference of answers and of gradients, relative to the first. ONNX files are run by LibTorch and "
                        + "by ONNX Runtime."
            },
            footer =
                    "  fovea bench networks torchscript.yaml onnx.yaml --clip drive.mp4 --archive drive.zip --pairs 16")
    static final class Networks extends LeafCommand {
        @Parameters(
                index = "0..*",
                arity = "1..*",
                paramLabel = "EVALUATORS",
                description = "bundled, official:DIR, or FILE.yaml; the others are compared with the first.")
        private List<String> evaluators;

        @Option(names = "--clip", paramLabel = "CLIP", required = true, description = "The original.")
        private Path clip;

        @Option(names = "--archive", paramLabel = "FILE", required = true, description = "An archive of it.")
        private Path archive;

        @Option(names = "--pairs", paramLabel = "N", defaultValue = "16", description = "Pairs, from the first one.")
        private int pairs;

        @Override
        public Integer call() throws IOException {
            Clip original = Clip.open(clip);
            if (pairs < 1 || 2L * pairs > original.frameCount()) {
                throw AppException.usage(
                        "fovea bench networks: --pairs " + pairs + " is not in 1.." + original.frameCount() / 2);
            }
            Candidate candidate = Candidate.open(archive, List.of(), threads(), this::note);
            List<EvaluatorPair> networks = new ArrayList<>();
            try (FrameSource frames = original.frames();
                    FrameSource shown = candidate.frames(original.size(), 0, pairs)) {
                for (String each : evaluators) {
                    networks.add(Fovea.networks(each));
                }
                NetworkTimes.run(networks, evaluators, frames, shown, pairs, out());
            } catch (IllegalArgumentException e) {
                throw AppException.usage("fovea bench networks: " + e.getMessage());
            } finally {
                networks.forEach(EvaluatorPair::close);
            }
            return ExitCode.DONE;
        }
    }
}
