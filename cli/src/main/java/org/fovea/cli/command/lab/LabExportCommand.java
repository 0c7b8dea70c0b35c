package org.fovea.cli.command.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Terminal;
import org.fovea.codec.io.AtomicFile;
import org.fovea.lab.exchange.LabExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab export}. */
@Command(
        name = "export",
        header = "Write all records of the ledger as JSON Lines.",
        description = "It has the hashes of runs' files, not the files. The same ledger always gives the same bytes.",
        footerHeading = "%nExample:%n",
        footer = {"  fovea lab export -o lab.jsonl", "  fovea lab export -o - | xz >lab.jsonl.xz"})
final class LabExportCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Mixin
    private final OutputOption output = OutputOption.required("FILE.jsonl", "The file to write; - for standard output.")
            .orStandardOutput();

    @Mixin
    private final ForceOption force = new ForceOption();

    @Override
    public Integer call() throws IOException {
        Terminal terminal = lab.fovea().terminal();
        if (output.isStandardOutput()) {
            try (OpenLab open = where.open()) {
                LabExport.write(open.ledger(), terminal.data());
            }
            return ExitCode.DONE;
        }
        output.verifyFree(force);
        try (OpenLab open = where.open();
                AtomicFile file = AtomicFile.create(output.path(), force.given())) {
            long records;
            try (OutputStream to = Files.newOutputStream(file.path())) {
                records = LabExport.write(open.ledger(), to);
            }
            file.commit();
            terminal.out()
                    .println(output.path() + ": " + Text.count(records) + " records, "
                            + Text.size(Files.size(output.path())));
        }
        return ExitCode.DONE;
    }
}
