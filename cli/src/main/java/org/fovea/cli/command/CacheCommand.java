package org.fovea.cli.command;

import picocli.CommandLine.Command;

/** {@code fovea cache}: the commands on what is remembered. */
@Command(
        name = "cache",
        header = "Show or clear everything that Fovea keeps besides what it is told to write.",
        subcommands = {CacheShowCommand.class, CacheClearCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  fovea cache show && fovea cache clear")
public final class CacheCommand extends GroupCommand {}
