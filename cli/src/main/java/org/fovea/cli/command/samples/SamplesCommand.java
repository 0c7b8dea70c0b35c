package org.fovea.cli.command.samples;

import java.util.concurrent.Callable;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code fovea samples}: commands on synthetic drives. */
@Command(
        name = "samples",
        header = "Draw synthetic drives, train small evaluators on them.",
        subcommands = {GenerateCommand.class, TrainEvaluatorsCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  fovea samples generate -o drive.mkv --pairs 60 --size 640x480 --seed 7")
public final class SamplesCommand implements Callable<Integer> {
    @ParentCommand
    private FoveaCommand fovea;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(fovea.terminal().err());
        return ExitCode.USAGE;
    }

    FoveaCommand fovea() {
        return fovea;
    }
}
