package org.fovea.cli.command;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that only holds other commands; by itself it prints what there is, and that it was wrong usage. */
public abstract class GroupCommand implements Callable<Integer> {
    @ParentCommand
    private FoveaCommand fovea;

    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() {
        spec.commandLine().usage(fovea.terminal().err());
        return ExitCode.USAGE;
    }

    /** The command above. */
    public final FoveaCommand fovea() {
        return fovea;
    }

    /** Standard output. */
    public final PrintStream out() {
        return fovea.terminal().out();
    }
}
