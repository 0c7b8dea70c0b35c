package org.fovea.cli.command.lab;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.Who;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.verdict.Preconditions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab reject}. */
@Command(
        name = "reject",
        header = "Reject a run as no better, with a reason.",
        footerHeading = "%nExample:%n",
        footer = "  fovea lab reject R-0107 --reason \"loses on every night pair\" --evidence R-0099")
final class LabRejectCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Mixin
    private Who who;

    @Parameters(paramLabel = "RUN", description = "The run.")
    private String run;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason;

    @Option(
            names = "--evidence",
            paramLabel = "RUN",
            split = ",",
            description = "Further runs that show it.",
            showDefaultValue = Visibility.NEVER)
    private List<String> evidence = List.of();

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            Numbered<Run> rejected = open.ledger().resolve(Run.class, run);
            List<String> runs = new ArrayList<>(List.of(rejected.key()));
            evidence.forEach(
                    each -> runs.add(open.ledger().resolve(Run.class, each).key()));
            Numbered<Judgement> judgement = open.ledger()
                    .add(Judgement.builder()
                            .verdict(Verdict.REJECTED)
                            .about(RecordKind.RUN)
                            .subject(rejected.key())
                            .benchmark(rejected.record().benchmark())
                            .by(who.author())
                            .reason(reason)
                            .evidence(runs)
                            .preconditions(Preconditions.of(open.ledger(), rejected.record()))
                            .time(Instant.now())
                            .build());
            lab.out().println(judgement.label() + ": " + rejected.label() + " is rejected");
        }
        return ExitCode.DONE;
    }
}
