package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.base.BaseTraining;
import org.fovea.app.open.Bases;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Text;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.option.ProfileOptions;
import org.fovea.cli.option.TargetOptions;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.run.RunDirectory;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.video.clip.Clip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "base",
        header = "Weights that the archives of one camera's clips share.",
        subcommands = {BaseCommand.Train.class, BaseCommand.Show.class},
        footer = {
            "  fovea base train clips/*.mp4 -o camera.base --evaluators cabin.yaml",
            "  fovea compress drive.mp4 -o drive.zip --evaluators cabin.yaml --base camera.base",
            "  fovea inflate drive.zip --base camera.base -o frames"
        })
public final class BaseCommand extends GroupCommand {
    @Command(
            name = "train",
            customSynopsis = "fovea base train CLIP... -o camera.base [OPTIONS]",
            header = "Train a base on some clips of a camera.",
            description = {
                "Trains one renderer on all pairs of the clips, which have frames of one size. Other clips of the "
                        + "camera then store what differs from it.",
                "However a training was interrupted, --resume continues it to the same base."
            },
            footer = "  fovea base train clips/*.mp4 -o camera.base --evaluators cabin.yaml --minutes 60")
    static final class Train extends LeafCommand {
        @Parameters(paramLabel = "CLIP", arity = "1..*", description = "Clips of one camera.")
        private List<Path> inputs;

        @Mixin
        private final OutputOption output = OutputOption.required("camera.base", "The base to write.");

        @Mixin
        private final EvaluatorsOption evaluators = new EvaluatorsOption();

        @Mixin
        private final EvaluatorsOption.TrustNetworkOption trust = new EvaluatorsOption.TrustNetworkOption();

        @Mixin
        private ProfileOptions how;

        @Option(names = "--minutes", paramLabel = "M", description = "Time that the training may take.")
        private Double minutes;

        @Option(names = "--resume", description = "Continue an interrupted training.")
        private boolean resume;

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (resume && output.force()) {
                throw AppException.usage(
                        "fovea base train: --resume continues a training and --force starts over; choose one");
            }
            OptionalDouble time = TargetOptions.minutes(minutes);
            Path file = output.path();
            Path run = file.resolveSibling(file.getFileName() + ".run");
            RunDirectory.Start start = RunDirectory.Start.of(resume, output.force());
            Outputs.verifyFree(file, start.replaces(run));
            List<Clip> clips = new ArrayList<>();
            for (Path input : inputs) {
                clips.add(Clip.open(input));
            }
            ProfileOptions.Chosen profile = how.chosen(false, true);
            try (EvaluatorPair networks = evaluators.open(inputs.getFirst(), this::note)) {
                Reporter shown = json.wanted() ? reporter().only(Reporter.Part.TASKS, Reporter.Part.NOTES) : reporter();
                BaseFile made = BaseTraining.of(networks, profile.plan(), time, start, threads(), shown)
                        .run(clips, run, file);
                show(this, json, file, made);
            }
            return ExitCode.DONE;
        }
    }

    @Command(name = "show", header = "Print what a base holds.", footer = "  fovea base show camera.base")
    static final class Show extends LeafCommand {
        @Parameters(paramLabel = "BASE", description = "A base.")
        private Path input;

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        public Integer call() throws IOException {
            show(this, json, input, Bases.read(input));
            return ExitCode.DONE;
        }
    }

    /** What a base is, for programs. */
    record Document(
            String file,
            long bytes,
            String sha256,
            String family,
            List<Integer> parameters,
            long weights,
            String size) {}

    private static void show(LeafCommand command, JsonOption json, Path file, BaseFile base) throws IOException {
        long weights = base.weights().tensors().stream()
                .mapToLong(QuantisedTensor::count)
                .sum();
        Document document = new Document(
                file.toString(),
                Files.size(file),
                base.weights().reference().sha256(),
                base.header().rendererFamily().name(),
                base.header().parameters(),
                weights,
                base.header().coded().width() + "x" + base.header().coded().height());
        command.print(
                json,
                () -> document,
                () -> file + ": base of family " + document.family() + ", " + Text.count(weights) + " weights in "
                        + Text.count(document.bytes()) + " bytes\n  sha256 " + document.sha256() + "\n");
    }
}
