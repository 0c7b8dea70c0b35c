package org.fovea.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code fovea help COMMAND}: the same as {@code fovea COMMAND --help}. */
@Command(
        name = "help",
        header = "Show the help of a command.",
        footerHeading = "%nExample:%n",
        footer = {"  fovea help inflate", "  fovea help clip encode"})
public final class HelpCommand implements Callable<Integer> {
    @ParentCommand
    private FoveaCommand fovea;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "Such as inflate, or clip encode. Default: all.",
            showDefaultValue = Visibility.NEVER)
    private List<String> path = List.of();

    @Override
    public Integer call() {
        CommandLine found = spec.root().commandLine();
        for (String name : path) {
            CommandLine next = found.getSubcommands().get(name);
            if (next == null) {
                throw AppException.usage(
                        "fovea help: '" + String.join(" ", path) + "' is not a command; see fovea --help");
            }
            found = next;
        }
        fovea.terminal().out().print(found.getUsageMessage());
        return ExitCode.DONE;
    }
}
