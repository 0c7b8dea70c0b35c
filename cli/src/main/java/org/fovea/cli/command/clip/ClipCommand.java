package org.fovea.cli.command.clip;

import org.fovea.cli.command.GroupCommand;
import picocli.CommandLine.Command;

/** {@code fovea clip}: commands on video files. */
@Command(
        name = "clip",
        header = "Inspect, decode and encode clips.",
        subcommands = {ClipInfoCommand.class, ClipDecodeCommand.class, ClipEncodeCommand.class, ClipFrameCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  fovea clip info drive.mkv", "  fovea clip encode drive.mkv -o copy.mkv --codec av1 --crf 50"})
public final class ClipCommand extends GroupCommand {}
