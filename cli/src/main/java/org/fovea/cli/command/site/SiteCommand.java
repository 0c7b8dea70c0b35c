package org.fovea.cli.command.site;

import org.fovea.cli.command.GroupCommand;
import picocli.CommandLine.Command;

/** {@code fovea site}. */
@Command(
        name = "site",
        header = "The report of a lab: pages in a folder, or served to a browser on this machine.",
        subcommands = {SiteBuildCommand.class, SiteServeCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  fovea site build mylab -o public", "  fovea site serve mylab"})
public final class SiteCommand extends GroupCommand {}
