package org.fovea.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.fovea.app.workshop.OpenLab;
import org.fovea.lab.exchange.LabImport;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.folder.Place;

/** The lab of {@code examples/lab}, whose clip lies beside it. */
final class ExampleLab {
    private ExampleLab() {}

    /** Makes it in a folder of a test. */
    static LabFolder in(Path folder) throws IOException {
        Path example = Fovea.ROOT.resolve("examples/lab");
        Files.copy(example.resolve("drive.mkv"), folder.resolve("drive.mkv"));
        LabFolder lab = LabFolder.create(
                folder.resolve("lab"),
                LabConfig.of(LabConfig.USUAL_DATABASE).with("drive", new Place("../drive.mkv", "bundled")));
        try (Stream<Path> files = Files.walk(example.resolve("artifacts"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = lab.path().resolve(example.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        try (OpenLab open = OpenLab.create(lab);
                InputStream in = Files.newInputStream(example.resolve("ledger.jsonl"))) {
            LabImport.read(open.ledger(), "ledger.jsonl", in, true);
        }
        return lab;
    }
}
