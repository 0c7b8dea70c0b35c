package org.fovea.cli.command.evaluators;

import org.fovea.cli.command.GroupCommand;
import picocli.CommandLine.Command;

/** {@code fovea evaluators}: the two networks that a score is made with. */
@Command(
        name = "evaluators",
        header = "Check the networks behind a score.",
        subcommands = {EvaluatorsCheckCommand.class, EvaluatorsPseudoOfficialCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  fovea evaluators check cabin.yaml --clip drive.mp4")
public final class EvaluatorsCommand extends GroupCommand {}
