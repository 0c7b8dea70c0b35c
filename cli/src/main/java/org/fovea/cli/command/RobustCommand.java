package org.fovea.cli.command;

import picocli.CommandLine.Command;

/** {@code fovea robust}: commands on the robust track. */
@Command(
        name = "robust",
        header = "Search the settings of the robust track: a video and a learned filter.",
        subcommands = RobustSweepCommand.class,
        footerHeading = "%nExample:%n",
        footer = "  fovea robust sweep drive.mp4 -o sweep --vary stream.scale=0.3,0.45 --vary stream.crf=40,50")
public final class RobustCommand extends GroupCommand {}
