package org.fovea.app.example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.fovea.app.Fovea;
import org.fovea.app.workshop.LabSession;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;

/** The example in docs/java.md of an experiment in a lab. */
final class LabExample {
    private LabExample() {}

    static Run run(Path folder, Path clip, String profile) throws IOException, InterruptedException {
        // example begins
        try (LabSession lab = Fovea.lab(folder)) {
            Numbered<Benchmark> drive = lab.benchmark("drive", clip, "bundled");
            Map<String, String> changes = Map.of("masks.minimumRegion", "6");
            Numbered<Run> run = lab.measure(drive, profile, changes, Author.person("Ada"));
            System.out.println(run.label() + ": " + run.record().score()); // the ledger has it, too
            return run.record();
        }
        // example ends
    }
}
