package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.fovea.app.workshop.Labels;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.study.DeadEndProposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab deadends propose}. */
@Command(
        name = "propose",
        header = "Show which settings a study has rejected altogether.",
        description = "Prints a command for each. To close them, complete it with the mechanism.",
        footerHeading = "%nExample:%n",
        footer = "  fovea lab deadends propose star")
final class LabDeadEndsProposeCommand implements Callable<Integer> {
    @ParentCommand
    private LabDeadEndsCommand deadEnds;

    @Mixin
    private LabOption where;

    @Parameters(paramLabel = "STUDY", description = "The study.")
    private String name;

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            Numbered<Study> study = open.ledger().resolve(Study.class, name);
            Labels labels = new Labels(open.ledger());
            int count = 0;
            for (String family : families(open, study)) {
                for (DeadEndProposal proposal : DeadEndProposal.from(open.ledger(), study, family)) {
                    count++;
                    print(proposal, labels);
                }
            }
            if (count == 0) {
                deadEnds.lab().fovea().note("nothing was rejected altogether");
            }
        }
        return ExitCode.DONE;
    }

    private static Set<String> families(OpenLab open, Numbered<Study> study) {
        Set<String> families = new TreeSet<>();
        for (Numbered<Round> round : open.ledger().rounds(study.key())) {
            open.ledger()
                    .find(Candidate.class, round.record().candidate())
                    .ifPresent(candidate -> families.add(candidate.record().family()));
        }
        return families;
    }

    private void print(DeadEndProposal proposal, Labels labels) {
        List<String> evidence = proposal.evidence().stream().map(labels::run).toList();
        StringBuilder out = new StringBuilder("fovea lab deadends add --family ").append(quoted(proposal.family()));
        proposal.region().forEach((key, value) -> out.append(" --region ").append(quoted(key + "=" + value)));
        out.append(" \\\n  --evidence ").append(String.join(",", evidence));
        out.append(" --numbers ")
                .append(quoted(proposal.numbers()))
                .append(" \\\n  --gradients ")
                .append(proposal.preconditions()
                        .getOrDefault("gradients", "unchecked")
                        .replaceFirst("\\|.*", ""))
                .append(" --mechanism \"…\" --reopens \"…\"\n");
        deadEnds.lab().out().print(out);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
