package org.fovea.cli.command;

import java.util.concurrent.Callable;
import org.fovea.cli.terminal.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code fovea bench}, for its help alone: {@code ./fovea} starts the measurements in a process of their own.
 */
@Command(
        name = "bench",
        header = "Measure the renderer against LibTorch, or the networks.",
        description =
                "bench render draws the same pairs with Fovea and with LibTorch by turns, and compares times and frames. bench evaluate"
                        + " measures the challenge's two networks, part by part; pseudo stands for reproducible pseudo-random weights. Runs in"
                        + " a process of its own, built when this is first used.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea bench render SUBMISSION [THREADS [PAIRS]]",
            "  fovea bench render submission.zip 1 8",
            "  fovea bench evaluate DIR|pseudo [THREADS [PAIRS]]",
            "  fovea bench evaluate pseudo 2 8"
        })
public final class BenchCommand implements Callable<Integer> {
    @Unmatched
    private String[] arguments;

    @Override
    public Integer call() {
        throw CommandFailure.usage(
                "fovea bench: name what to measure, for example fovea bench render; it starts through ./fovea only");
    }
}
