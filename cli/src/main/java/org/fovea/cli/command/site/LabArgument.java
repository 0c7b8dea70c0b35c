package org.fovea.cli.command.site;

import java.nio.file.Path;
import org.fovea.cli.command.lab.LabOption;
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
        return LabOption.folder(path, "its folder");
    }
}
