package org.fovea.cli.command.fleet;

import org.fovea.cli.command.GroupCommand;
import picocli.CommandLine.Command;

/** {@code fovea fleet}. */
@Command(
        name = "fleet",
        header = "Many clips: encode them all, as a table with a row for each.",
        subcommands = {
            FleetRunCommand.class,
            FleetStatusCommand.class,
            FleetRetryCommand.class,
            FleetReportCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea fleet run fleet.yaml",
            "  fovea fleet status out",
            "  fovea fleet retry out --failed",
            "  fovea fleet report out -o public"
        })
public final class FleetCommand extends GroupCommand {}
