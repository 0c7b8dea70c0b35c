package org.fovea.cli.command.lab;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.exchange.LabBackup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab backup}. */
@Command(
        name = "backup",
        header = "Copy the ledger and the files of all runs into a folder.",
        description = {
            "Workers may go on meanwhile. A folder that holds an older copy is brought up to date; one that holds "
                    + "anything else is refused.",
            "backup.json has the hash of every file; fovea lab verify FOLDER looks at all of them. The copy of a lab "
                    + "in SQLite is a lab; another one is restored with lab init, lab import --accept-floors and a "
                    + "copy of its artifacts."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea lab backup /mnt/disk/mylab && fovea lab verify /mnt/disk/mylab")
final class LabBackupCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Parameters(paramLabel = "FOLDER", description = "The folder to write.")
    private Path to;

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            LabBackup.Outcome copied = LabBackup.write(open.folder(), open.database(), to);
            lab.out()
                    .println(to + ": " + Text.count(copied.records()) + " records, " + Text.count(copied.files())
                            + " files, " + Text.size(copied.bytes()) + "; " + Text.count(copied.written())
                            + " written now");
        } catch (FileAlreadyExistsException e) {
            throw AppException.usage(to + ": holds something that is no backup; name another folder");
        }
        return ExitCode.DONE;
    }
}
