package org.fovea.cli.command;

import java.util.concurrent.Callable;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code fovea completion}. */
@Command(
        name = "completion",
        header = "Print a script that completes commands and options in bash or zsh.",
        description =
                "Source it in the shell's start-up file; zsh needs autoload -U bashcompinit && bashcompinit first.",
        footerHeading = "%nExample:%n",
        footer = {"  fovea completion bash > ~/.fovea-completion", "  source ~/.fovea-completion"})
public final class CompletionCommand implements Callable<Integer> {
    /** Shells that the script is for; it is the same one. */
    enum Shell {
        bash,
        zsh
    }

    @ParentCommand
    private FoveaCommand fovea;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "bash|zsh", defaultValue = "bash", description = "The shell.")
    private Shell shell;

    @Override
    public Integer call() {
        // zsh reads scripts for bash after bashcompinit
        fovea.terminal().out().print(AutoComplete.bash("fovea", spec.root().commandLine()));
        return ExitCode.DONE;
    }
}
