package org.fovea.cli.command.lab;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.FormatException;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab init}. */
@Command(
        name = "init",
        header = "Create a lab.",
        description = "Writes DIR/lab.yaml and creates the ledger, in SQLite beside it or in --database.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea lab init mylab",
            "  fovea lab init mylab --database 'jdbc:postgresql://db.example/lab?user=ada&password=…'"
        })
final class LabInitCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Parameters(paramLabel = "DIR", description = "The folder to create.")
    private Path path;

    @Option(
            names = "--database",
            paramLabel = "URL",
            defaultValue = LabConfig.USUAL_DATABASE,
            description = "Where the ledger is: jdbc:sqlite:FILE, or jdbc:postgresql://HOST/NAME to share it.")
    private String database;

    @Override
    public Integer call() throws IOException {
        LabConfig config = LabConfig.of(database);
        try {
            LabConfig.read(config.yaml().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (FormatException e) {
            throw AppException.usage("--database: " + e.reason());
        }
        LabFolder folder;
        try {
            folder = LabFolder.create(path, config);
        } catch (FileAlreadyExistsException _) {
            throw AppException.usage(
                    path + (Files.isDirectory(path) ? ": is a lab already" : ": is a file; name a folder"));
        }
        boolean made = false;
        try (OpenLab open = OpenLab.create(folder)) {
            made = true;
            lab.out()
                    .println(path + ": a lab, ledger in " + open.where() + "; next: cd " + path
                            + " && fovea lab floor set --profile fast/masks --clip CLIP --benchmark NAME");
        } finally {
            if (!made) {
                folder.abandon(); // its settings may hold a password, and would be in the way of the next attempt
            }
        }
        return ExitCode.DONE;
    }
}
