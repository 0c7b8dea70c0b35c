package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.document.RecordDocument;
import org.fovea.app.document.RecordText;
import org.fovea.app.document.RunDocument;
import org.fovea.app.document.RunText;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab show}. */
@Command(
        name = "show",
        header = "Show everything about a run, hypothesis, candidate or any other record.",
        footerHeading = "%nExample:%n",
        footer = {"  fovea lab show R-0107", "  fovea lab show H-0042"})
final class LabShowCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Parameters(paramLabel = "RECORD", description = "A number such as R-0107, the beginning of a key, or a name.")
    private String reference;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            Numbered<?> found = open.ledger().resolve(reference);
            Optional<Numbered<Run>> run = found.record() instanceof Run
                    ? Optional.of(open.ledger().resolve(Run.class, reference))
                    : Optional.empty();
            if (json.wanted()) {
                lab.fovea()
                        .print(run.<Object>map(each -> RunDocument.of(open.ledger(), each))
                                .orElseGet(() -> RecordDocument.of(open.ledger(), found)));
            } else {
                lab.out()
                        .print(run.map(each -> new RunText(open.ledger(), each).text())
                                .orElseGet(() -> new RecordText(open.ledger(), found).text()));
            }
        }
        return ExitCode.DONE;
    }
}
