package org.fovea.cli.command;

import java.util.concurrent.Callable;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code fovea challenge}: the official files of the comma video compression challenge. */
@Command(
        name = "challenge",
        header = "Check and download the challenge's clip and networks.",
        subcommands = {ChallengeVerifyCommand.class, ChallengeFetchCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  fovea challenge fetch official && fovea challenge verify official")
public final class ChallengeCommand implements Callable<Integer> {
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
