package org.fovea.cli.command.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Text;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.cli.terminal.TrainingProgress;
import org.fovea.cli.text.HeldOutText;
import org.fovea.codec.io.AtomicFile;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.bundled.BundledWeights;
import org.fovea.samples.drive.TimeOfDay;
import org.fovea.samples.training.EvaluatorTraining;
import org.fovea.samples.training.EvaluatorTraining.Settings;
import org.fovea.samples.training.HeldOut;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea samples train-evaluators}. */
@Command(
        name = "train-evaluators",
        header = "Train the bundled evaluators from scratch.",
        description = "Draws synthetic drives, trains a segmentation and a pose network on them, and measures both on "
                + "held-out drives. Equal seeds give equal weights on the same kind of machine, whatever the "
                + "number of threads.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea samples train-evaluators -o evaluators --seed 1",
            "  fovea samples train-evaluators -o quick --minutes 3"
        })
public final class TrainEvaluatorsCommand implements Callable<Integer> {
    private static final int HELD_OUT_DRIVES = 12;
    private static final int HELD_OUT_PAIRS = 10;
    private static final int MAX_STEPS = 1_000_000;
    private static final double MAX_MINUTES = 24 * 60;

    @ParentCommand
    private SamplesCommand parent;

    @Mixin
    private final OutputOption folder =
            OutputOption.required("DIR", "Folder for weights.safetensors and held-out.txt.");

    @ArgGroup
    private Length length;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of drives, initial weights and order.")
    private long seed;

    @Mixin
    private final ForceOption force = new ForceOption("Overwrite what an earlier training left in DIR.");

    static final class Length {
        @Option(
                names = "--minutes",
                paramLabel = "N",
                description = "Train for this long, drawing included. The weights then depend on the machine's speed.",
                showDefaultValue = Visibility.NEVER)
        private Double minutes;

        @Option(
                names = "--steps",
                paramLabel = "N",
                description = "Train each for this many steps. Default: 1,300 for segmentation, 4,500 for pose.",
                showDefaultValue = Visibility.NEVER)
        private Integer steps;
    }

    @Override
    public Integer call() throws IOException {
        Path weightsFile = folder.resolve("weights.safetensors");
        Path textFile = folder.resolve("held-out.txt");
        Outputs.verifyFree(weightsFile, force.given());
        Outputs.verifyFree(textFile, force.given());
        FoveaCommand fovea = parent.fovea();
        Settings settings = settings(fovea.threads());
        Files.createDirectories(folder.path());
        long start = System.nanoTime();
        BundledWeights weights = train(fovea, settings);
        AtomicFile.write(weightsFile, weights.write().toBytes(), force.given());
        double seconds = (System.nanoTime() - start) / 1e9;
        String text;
        try (BundledEvaluators evaluators = BundledEvaluators.of("trained", weights)) {
            fovea.terminal()
                    .out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: %s bytes, trained in %s%nidentity %s%n",
                            weightsFile,
                            Text.count(Files.size(weightsFile)),
                            Text.seconds(seconds),
                            evaluators.identity().hash()));
            text = HeldOutText.render(
                    measure(fovea, evaluators, TimeOfDay.DAY), measure(fovea, evaluators, TimeOfDay.NIGHT));
        }
        fovea.terminal().out().print(text);
        AtomicFile.write(textFile, text.getBytes(StandardCharsets.UTF_8), force.given());
        return ExitCode.DONE;
    }

    private Settings settings(int threads) {
        Settings usual = Settings.usual(seed, threads);
        if (length == null) {
            return usual;
        }
        if (length.steps != null) {
            if (length.steps < 1 || length.steps > MAX_STEPS) {
                throw AppException.usage("--steps must be 1 to " + MAX_STEPS);
            }
            return usual.withSteps(length.steps);
        }
        if (!(length.minutes > 0 && length.minutes <= MAX_MINUTES)) {
            throw AppException.usage("--minutes must be more than 0 and at most " + (int) MAX_MINUTES);
        }
        return usual.withSeconds(60 * length.minutes);
    }

    private static BundledWeights train(FoveaCommand fovea, Settings settings) {
        try (TrainingProgress progress = new TrainingProgress(fovea.reporter())) {
            return EvaluatorTraining.train(settings, progress::update);
        }
    }

    private static HeldOut measure(FoveaCommand fovea, BundledEvaluators evaluators, TimeOfDay time) {
        String task = "measure by " + time.name().toLowerCase(Locale.ROOT);
        int total = HELD_OUT_DRIVES * HELD_OUT_PAIRS;
        try (Progress progress = new Progress(fovea.terminal(), fovea.quiet(), task, total, "pairs")) {
            return HeldOut.measure(
                    evaluators, time, HELD_OUT_DRIVES, HELD_OUT_PAIRS, fovea.threads(), progress::update);
        }
    }
}
