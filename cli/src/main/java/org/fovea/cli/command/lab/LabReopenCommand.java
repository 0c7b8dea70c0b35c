package org.fovea.cli.command.lab;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.Who;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.store.Numbered;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab reopen}. */
@Command(
        name = "reopen",
        header = "Reopen a dead end or a judgement, with a reason.",
        footerHeading = "%nExample:%n",
        footer = "  fovea lab reopen D-0017 --reason \"the gradient of the filter was zero, fixed since\"")
final class LabReopenCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Mixin
    private Who who;

    @Parameters(paramLabel = "RECORD", description = "A dead end or judgement, as in D-0017.")
    private String reference;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason;

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            Numbered<?> subject = open.ledger().resolve(reference);
            String benchmark = switch (subject.record()) {
                case DeadEnd deadEnd -> deadEnd.benchmark();
                case Judgement judgement -> judgement.benchmark();
                default ->
                    throw AppException.usage(
                            subject.label() + ": is neither a dead end nor a judgement; only these can be reopened");
            };
            Numbered<Judgement> judgement = open.ledger()
                    .add(Judgement.builder()
                            .verdict(Verdict.REOPENED)
                            .about(subject.kind())
                            .subject(subject.key())
                            .benchmark(benchmark)
                            .by(who.author())
                            .reason(reason)
                            .time(Instant.now())
                            .build());
            lab.out().println(judgement.label() + ": " + subject.label() + " no longer holds");
        }
        return ExitCode.DONE;
    }
}
