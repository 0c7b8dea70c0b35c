package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.doctor.Finding;
import org.fovea.lab.doctor.LedgerDoctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab doctor}. */
@Command(
        name = "doctor",
        header = "Report what is doubtful in the ledger.",
        description = {
            "Records that contradict themselves or their files, clocks that jumped, promotions that did not beat the "
                    + "floor of their time, missing accounting, claims that a repetition did not confirm. Exit code "
                    + "1 where the ledger contradicts itself."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea lab doctor")
final class LabDoctorCommand implements Callable<Integer> {
    private static final int MAX_SHOWN = 3;

    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Option(names = "--all", description = "List every finding; otherwise those of one kind are counted beyond three.")
    private boolean all;

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
            print(findings);
            if (findings.isEmpty()) {
                lab.out().println("nothing doubtful");
            }
        }
        boolean broken = findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        return broken ? ExitCode.NOT_HELD : ExitCode.DONE;
    }

    /** Kinds with many findings are counted, unless all are asked for. */
    private void print(List<Finding> findings) {
        Map<String, List<Finding>> kinds = new LinkedHashMap<>();
        findings.forEach(finding -> kinds.computeIfAbsent(
                        finding.severity() + " " + finding.code() + " " + finding.hint(), _ -> new ArrayList<>())
                .add(finding));
        for (List<Finding> kind : kinds.values()) {
            List<Finding> shown = all || kind.size() <= MAX_SHOWN ? kind : kind.subList(0, 1);
            shown.forEach(finding -> print(lab, finding));
            if (shown.size() < kind.size()) {
                lab.out().println("         … and " + Text.count(kind.size() - 1) + " more like it; --all lists them");
            }
        }
    }

    static void print(LabCommand lab, Finding finding) {
        lab.out()
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
