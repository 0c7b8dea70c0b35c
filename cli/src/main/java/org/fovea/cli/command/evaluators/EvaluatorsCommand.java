package org.fovea.cli.command.evaluators;

import java.util.concurrent.Callable;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code fovea evaluators}: the two networks that a score is made with. */
@Command(
        name = "evaluators",
        header = "Check the networks that a score is made with.",
        subcommands = {EvaluatorsCheckCommand.class, EvaluatorsPseudoOfficialCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  fovea evaluators check cabin.yaml --clip drive.mp4")
public final class EvaluatorsCommand implements Callable<Integer> {
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
