package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.verdict.Finding;
import org.fovea.lab.verdict.LedgerDoctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab doctor}. */
@Command(
        name = "doctor",
        header = "Report what is doubtful in the ledger.",
        description = {
            "Records that contradict themselves or their files, clocks that jumped, promotions that did not beat the floor of their time, missing accounting, claims that a"
                    + " repetition did not confirm. Exit code 1 where the ledger contradicts itself."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea lab doctor")
final class LabDoctorCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        List<Finding> findings;
        try (OpenLab open = where.open()) {
            findings = new ArrayList<>(LedgerDoctor.examine(
                    open.ledger(), Optional.of(open.folder().path())));
            open.queue()
                    .contradictions()
                    .forEach(text -> findings.add(
                            0,
                            new Finding(
                                    Finding.Severity.ERROR,
                                    "queue",
                                    "",
                                    text,
                                    "stop all workers and start one again")));
        }
        if (json.wanted()) {
            lab.fovea().print(findings);
        } else {
            findings.forEach(finding -> print(lab, finding));
            if (findings.isEmpty()) {
                lab.fovea().terminal().out().println("nothing doubtful");
            }
        }
        boolean broken = findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        return broken ? ExitCode.NOT_HELD : ExitCode.DONE;
    }

    static void print(LabCommand lab, Finding finding) {
        lab.fovea()
                .terminal()
                .out()
                .println(String.format(
                        Locale.ROOT,
                        "%-8s %-22s %s%s; %s",
                        Text.word(finding.severity()),
                        finding.code(),
                        finding.record().isEmpty() ? "" : finding.record() + ": ",
                        finding.message(),
                        finding.hint()));
    }
}
