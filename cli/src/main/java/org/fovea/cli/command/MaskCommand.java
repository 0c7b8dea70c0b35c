package org.fovea.cli.command;

import java.util.concurrent.Callable;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code fovea mask}: commands on class-mask tensors. */
@Command(
        name = "mask",
        header = "Code, decode and show class masks.",
        subcommands = {MaskLookCommand.class, MaskEncodeCommand.class, MaskDecodeCommand.class, MaskShowCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  fovea mask encode masks.u8 --frames 600 --height 384 --width 512 -o masks.fva")
public final class MaskCommand implements Callable<Integer> {
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
