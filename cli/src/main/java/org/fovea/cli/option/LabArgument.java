package org.fovea.cli.option;

import java.nio.file.Path;
import org.fovea.lab.folder.LabFolder;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Parameters;

/** The lab that a site is of. */
public final class LabArgument {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "LAB",
            description =
                    "The lab's folder. Default: the working directory, or the nearest folder above it with a lab.yaml.",
            showDefaultValue = Visibility.NEVER)
    private Path path;

    public LabFolder folder() {
        return LabOption.folder(path, "its folder");
    }

    /** What a lab is called on its pages: its folder's name. */
    public static String name(LabFolder folder) {
        Path name = folder.path().getFileName();
        return name == null ? "lab" : name.toString();
    }
}
