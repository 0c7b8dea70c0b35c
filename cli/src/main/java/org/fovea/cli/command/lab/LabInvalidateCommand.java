package org.fovea.cli.command.lab;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.Who;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.verdict.Invalidation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab invalidate}. */
@Command(
        name = "invalidate",
        header = "Reopen every dead end and judgement that relied on something false.",
        description = {
            "Lists what relies on NAME=VALUE, directly or through its runs, and reopens it in one transaction. "
                    + "Without --reason, only lists.",
            "Names are code, evaluators, clip, gradients, subset, base, and whatever --precondition of deadends add "
                    + "has used."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea lab invalidate gradients=unchecked",
            "  fovea lab invalidate code=0123456789abcdef --reason \"the filter had no gradient\""
        })
final class LabInvalidateCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Mixin
    private Who who;

    @Parameters(paramLabel = "NAME=VALUE", description = "The precondition.")
    private String precondition;

    @Option(names = "--reason", paramLabel = "TEXT", description = "What turned out to be false; reopens the records.")
    private String reason;

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            List<Invalidation.Leaning> leaning;
            try {
                leaning = reason == null
                        ? Invalidation.list(open.ledger(), precondition)
                        : Invalidation.apply(open.ledger(), precondition, reason, who.author(), Instant.now());
            } catch (IllegalArgumentException e) {
                throw AppException.usage(e.getMessage());
            }
            for (Invalidation.Leaning one : leaning) {
                lab.out()
                        .println((reason == null ? "relies on it  " : "reopened  ")
                                + one.record().label() + "  " + one.because());
            }
            lab.fovea()
                    .note(
                            leaning.isEmpty()
                                    ? "nothing relies on " + precondition
                                    : reason == null
                                            ? leaning.size() + " records; add --reason TEXT to reopen them"
                                            : leaning.size() + " records reopened");
        }
        return ExitCode.DONE;
    }
}
