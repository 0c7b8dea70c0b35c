package org.fovea.cli.command.site;

import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.cli.terminal.CommandFailure;
import org.fovea.lab.folder.LabFolder;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Parameters;

/** The lab that a site is of. */
final class LabArgument {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "LAB",
            description =
                    "The lab's folder. Default: the working directory, or the nearest folder above it with a lab.yaml.",
            showDefaultValue = Visibility.NEVER)
    private Path path;

    LabFolder folder() {
        if (path != null && !Files.isRegularFile(path.resolve("lab.yaml"))) {
            throw CommandFailure.usage(path + ": is no lab; make one with fovea lab init " + path);
        }
        return path != null
                ? new LabFolder(path.toAbsolutePath().normalize())
                : LabFolder.find(Path.of(""))
                        .orElseThrow(() ->
                                CommandFailure.usage("no lab here or above; name one: fovea site build LAB -o DIR"));
    }
}
