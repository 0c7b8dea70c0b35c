package org.fovea.cli.command;

import java.util.concurrent.Callable;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code fovea cache}: the commands on what is remembered. */
@Command(
        name = "cache",
        header = "Show or remove what Fovea remembers about originals.",
        subcommands = {CacheShowCommand.class, CacheClearCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  fovea cache show && fovea cache clear")
public final class CacheCommand implements Callable<Integer> {
    @ParentCommand
    private FoveaCommand fovea;

    @Spec
    private CommandSpec spec;

    FoveaCommand fovea() {
        return fovea;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(fovea.terminal().err());
        return ExitCode.USAGE;
    }
}
