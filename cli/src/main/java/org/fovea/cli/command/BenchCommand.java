package org.fovea.cli.command;

import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.cli.FoveaCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

/**
 * {@code fovea bench}: {@code rd} and {@code ladder} run here; for the others it is there for its help alone, because {@code ./fovea} starts these measurements in a
 * process of their own.
 */
@Command(
        name = "bench",
        header = "Measure against other codecs; the renderer against LibTorch; the networks.",
        subcommands = {BenchRdCommand.class, BenchLadderCommand.class},
        description =
                "bench rd compares archives with AV1, HEVC and VVC. bench ladder climbs from plain AV1 to a learned filter. bench render draws the same pairs with Fovea and with LibTorch by turns,"
                        + " and compares times and frames. bench evaluate measures the challenge's two networks, part by part; pseudo stands for"
                        + " reproducible pseudo-random weights. bench train says where the time of a training step goes. These three run in a"
                        + " process of their own, built when it is first used.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea bench rd CLIP --evaluators E -o DIR [--archive FILE...]",
            "  fovea bench ladder CLIP --evaluators E -o DIR",
            "  fovea bench render SUBMISSION [THREADS [PAIRS]]",
            "  fovea bench render submission.zip 1 8",
            "  fovea bench evaluate DIR|pseudo [THREADS [PAIRS]]",
            "  fovea bench evaluate pseudo 2 8",
            "  fovea bench train EVALUATORS [THREADS [STEPS]]",
            "  fovea bench train bundled 2 8"
        })
public final class BenchCommand implements Callable<Integer> {
    @ParentCommand
    private FoveaCommand fovea;

    @Unmatched
    private String[] arguments;

    @Override
    public Integer call() {
        throw AppException.usage(
                "fovea bench: name what to measure, for example fovea bench render; it starts through ./fovea only");
    }

    /** The command above. */
    FoveaCommand fovea() {
        return fovea;
    }
}
