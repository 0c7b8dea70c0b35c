package org.fovea.cli.command;

import picocli.CommandLine.Command;

/** {@code fovea challenge}: the official files of the comma video compression challenge. */
@Command(
        name = "challenge",
        header = "Check and download the challenge's clip and networks.",
        subcommands = {ChallengeVerifyCommand.class, ChallengeFetchCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  fovea challenge fetch official && fovea challenge verify official")
public final class ChallengeCommand extends GroupCommand {}
