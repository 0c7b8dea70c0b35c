package org.fovea.cli.command.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.open.TextFile;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.exchange.CsvImport;
import org.fovea.lab.exchange.CsvMapping;
import org.fovea.lab.exchange.LabImport;
import org.fovea.lab.store.LedgerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab import}. */
@Command(
        name = "import",
        header = "Read another lab's export, or a foreign ledger in CSV.",
        description = {
            "Known records are skipped; a file is imported completely or not at all.",
            "For CSV, --mapping defines the columns: comma_lab, which comes with Fovea, or a file (see docs/lab.md)."
        },
        footerHeading = "%nExample:%n",
        footer = {"  fovea lab import theirs.jsonl", "  fovea lab import comma_lab_runs.csv --mapping comma_lab"})
final class LabImportCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Parameters(paramLabel = "FILE", description = "The file to read.")
    private Path file;

    @Option(names = "--mapping", paramLabel = "M", description = "For CSV: comma_lab or FILE.yaml.")
    private String mapping;

    @Option(
            names = "--accept-floors",
            description = "Import although another run becomes the floor of a benchmark; nobody here has looked at its "
                    + "gates.")
    private boolean acceptFloors;

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open();
                InputStream in =
                        TextFile.open(file, "an export of a lab or a table in CSV", "fovea lab export writes one")) {
            lab.out().println(file + ": " + told(open, in));
        }
        return ExitCode.DONE;
    }

    /** What was read. A refusal here is the fault of the file; one of opening the ledger is not. */
    private String told(OpenLab open, InputStream in) throws IOException {
        try {
            return read(open, in);
        } catch (LedgerException e) {
            String why = String.valueOf(e.getMessage());
            if (why.contains("would change floors")) {
                throw new LedgerException(why + "; if you trust whoever wrote it, add --accept-floors", e);
            }
            throw e.remedy().isPresent() ? e : AppException.badInput(why, e);
        }
    }

    private String read(OpenLab open, InputStream in) throws IOException {
        if (mapping == null) {
            LabImport.Outcome outcome = LabImport.read(open.ledger(), file.toString(), in, acceptFloors);
            return Text.count(outcome.added()) + " records added, " + Text.count(outcome.known())
                    + " were already known";
        }
        CsvImport.Outcome outcome = CsvImport.read(open.ledger(), CsvMapping.open(mapping), file.toString(), in);
        return Text.count(outcome.runs()) + " runs of benchmark "
                + outcome.benchmark().name() + ", " + Text.count(outcome.added())
                + " records added; fovea lab doctor reports what is doubtful";
    }
}
