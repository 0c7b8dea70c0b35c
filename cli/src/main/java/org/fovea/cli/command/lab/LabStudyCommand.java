package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Labels;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab study}. */
@Command(
        name = "study",
        header = "List studies, start one, or show which settings mattered.",
        subcommands = {LabStudyStartCommand.class, LabStudyImportanceCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  fovea lab study start study.yaml", "  fovea lab study", "  fovea lab study importance drive-star"})
final class LabStudyCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    /** The command above. */
    LabCommand lab() {
        return lab;
    }

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            Labels labels = new Labels(open.ledger());
            Table table = Table.of("lllrrr");
            table.row("", "name", "benchmark", "runs", "open", "rounds").rule();
            for (Numbered<Study> study : open.ledger().all(Study.class)) {
                table.row(
                        study.label(),
                        study.record().name(),
                        labels.benchmark(study.record().benchmark()),
                        Text.count(open.ledger().count(RunQuery.all().ofStudy(study.key()))),
                        Text.count(open.queue().open(study.key()).size()),
                        Text.count(open.ledger().rounds(study.key()).size()));
            }
            lab.out().print(table.render(""));
        }
        return ExitCode.DONE;
    }
}
