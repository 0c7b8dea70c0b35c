package org.fovea.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.app.AppException;
import org.fovea.app.workshop.OpenLab;
import org.fovea.lab.folder.LabFolder;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Which lab a command is about. */
public final class LabOption {
    @Option(
            names = "--lab",
            paramLabel = "DIR",
            description = "The lab. Default: the working directory, or the nearest folder above it with a lab.yaml.",
            showDefaultValue = Visibility.NEVER)
    private Path path;

    /** Its folder. */
    public LabFolder folder() {
        return folder(path, "--lab DIR");
    }

    /**
     * The folder of the lab that is meant.
     *
     * @param path null for the working directory, or the nearest folder above it that is one
     * @param how a lab is named to the command, for the hint
     */
    public static LabFolder folder(Path path, String how) {
        if (path != null) {
            if (!Files.isRegularFile(path.resolve("lab.yaml"))) {
                throw AppException.usage(
                        Files.isRegularFile(path)
                                ? path + ": is a file, and a lab is a folder; create one with fovea lab init DIR"
                                : path + ": is not a lab; create one with fovea lab init " + path);
            }
            return new LabFolder(path.toAbsolutePath().normalize());
        }
        return LabFolder.find(Path.of(""))
                .orElseThrow(() -> AppException.usage(
                        "no lab here or above; create one with fovea lab init DIR, or name one with " + how));
    }

    /** Opens its ledger. */
    public OpenLab open() throws IOException {
        return OpenLab.open(folder());
    }
}
