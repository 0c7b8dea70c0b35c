package org.fovea.cli.command.clip;

import java.util.concurrent.Callable;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code fovea clip}: commands on video files. */
@Command(
        name = "clip",
        header = "Look into clips, decode and encode them.",
        subcommands = {ClipInfoCommand.class, ClipDecodeCommand.class, ClipEncodeCommand.class, ClipFrameCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  fovea clip info drive.mkv", "  fovea clip encode drive.mkv -o copy.mkv --codec av1 --crf 50"})
public final class ClipCommand implements Callable<Integer> {
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
