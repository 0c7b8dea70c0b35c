package org.fovea.cli.command.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.isolate.TemporaryFolder;
import org.fovea.lab.doctor.Finding;
import org.fovea.lab.doctor.LabVerification;
import org.fovea.lab.exchange.LabBackup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab verify}. */
@Command(
        name = "verify",
        header = "Check that nothing of a lab, or of its backup, is damaged or missing.",
        description = "The database, the key of every record, what records refer to, and the hash of every file. Reads "
                + "all of it and changes nothing. Exit code 1 where something is wrong.",
        footerHeading = "%nExample:%n",
        footer = {"  fovea lab verify", "  fovea lab verify /mnt/disk/mylab"})
final class LabVerifyCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(
            paramLabel = "BACKUP",
            arity = "0..1",
            description = "A folder that fovea lab backup wrote. Default: the lab itself.")
    private Path backup;

    @Override
    public Integer call() throws IOException {
        List<Finding> findings = backup == null ? ofLab() : ofBackup();
        if (json.wanted()) {
            lab.fovea().print(findings);
        } else {
            findings.forEach(finding -> LabDoctorCommand.print(lab, finding));
        }
        boolean whole = findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        if (whole && !json.wanted()) {
            lab.out().println("nothing is damaged or missing");
        }
        return whole ? ExitCode.DONE : ExitCode.NOT_HELD;
    }

    private List<Finding> ofLab() throws IOException {
        try (OpenLab open = where.open()) {
            return LabVerification.of(open.database(), open.folder().path());
        }
    }

    private List<Finding> ofBackup() throws IOException {
        try (TemporaryFolder scratch =
                TemporaryFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "verify-")) {
            List<Finding> findings = new ArrayList<>();
            for (String problem : LabBackup.problems(backup, scratch.path())) {
                findings.add(new Finding(
                        Finding.Severity.ERROR, "backup", "", problem, "make the backup again, or take an older one"));
            }
            return findings;
        }
    }
}
