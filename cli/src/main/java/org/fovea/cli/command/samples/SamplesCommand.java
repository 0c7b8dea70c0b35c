package org.fovea.cli.command.samples;

import org.fovea.cli.command.GroupCommand;
import picocli.CommandLine.Command;

/** {@code fovea samples}: commands on synthetic drives. */
@Command(
        name = "samples",
        header = "Generate synthetic drives.",
        subcommands = GenerateCommand.class,
        footerHeading = "%nExample:%n",
        footer = "  fovea samples generate -o drive.mkv --pairs 60 --size 640x480 --seed 7")
public final class SamplesCommand extends GroupCommand {}
