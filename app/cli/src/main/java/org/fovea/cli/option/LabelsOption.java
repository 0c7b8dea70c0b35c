package org.fovea.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fovea.app.AppException;
import org.fovea.app.labels.Labels;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** {@code --labels}: what is on the original's frames. */
public final class LabelsOption {
    @Option(
            names = "--labels",
            paramLabel = "L",
            description = "What is on the original's frames: a folder of PNG files of class ids, or boxes in COCO's "
                    + "JSON or a CSV table. Adds mean IoU or average precision. May be repeated.",
            showDefaultValue = Visibility.NEVER)
    private List<Path> labels = List.of();

    public Labels read() throws IOException {
        try {
            return Labels.open(labels);
        } catch (IllegalArgumentException e) {
            throw AppException.usage("--labels: " + e.getMessage());
        }
    }
}
