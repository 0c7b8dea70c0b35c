package org.fovea.cli.command;

import java.io.IOException;
import org.fovea.app.AppException;
import org.fovea.app.bench.TrainingTimes;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fovea bench}. */
@Command(
        name = "bench",
        header = "Measure against other codecs.",
        subcommands = {BenchRdCommand.class, BenchLadderCommand.class, BenchCommand.Train.class},
        description =
                "bench rd compares archives with AV1, HEVC, H.264 and VVC. bench ladder climbs from plain AV1 to a "
                        + "learned filter. The renderer, the coders and the networks are measured by ./mvnw -Pjmh, see "
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
}
