package org.fovea.cli.command;

import picocli.CommandLine.Command;

@Command(
        name = "bench",
        header = "Measure against other codecs.",
        subcommands = BenchRdCommand.class,
        footer = "  fovea bench rd drive.mp4 --evaluators cabin.yaml -o rd --archive drive.zip")
public final class BenchCommand extends GroupCommand {}
