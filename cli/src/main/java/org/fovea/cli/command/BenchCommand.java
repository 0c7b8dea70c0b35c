package org.fovea.cli.command;

import picocli.CommandLine.Command;

/** {@code fovea bench}. */
@Command(
        name = "bench",
        header = "Measure against other codecs.",
        subcommands = {
            BenchRdCommand.class,
            BenchLadderCommand.class,
            BenchTrainCommand.class,
            BenchLabCommand.class,
            BenchMasksCommand.class,
            BenchNetworksCommand.class
        },
        description = "bench rd compares archives with AV1, HEVC and VVC. bench ladder climbs from plain AV1 to a "
                + "learned filter. The renderer, the"
                + " coders and the networks are measured by ./mvnw -Pjmh, see CONTRIBUTING.md.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea bench rd drive.mp4 --evaluators cabin.yaml -o rd --archive drive.zip",
            "  fovea bench ladder drive.mp4 --evaluators cabin.yaml -o ladder"
        })
public final class BenchCommand extends GroupCommand {}
