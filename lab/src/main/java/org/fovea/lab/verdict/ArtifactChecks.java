package org.fovea.lab.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.codec.io.Sha256;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;

/** Whether the files of runs are what they were. */
final class ArtifactChecks {
    private final Path lab;
    private final LedgerDoctor.Findings findings;

    ArtifactChecks(Path lab, LedgerDoctor.Findings findings) {
        this.lab = lab;
        this.findings = findings;
    }

    void check(Numbered<Run> run) {
        for (Artifact artifact : run.record().artifacts()) {
            check(run.label(), artifact);
        }
    }

    private void check(String run, Artifact artifact) {
        Path file = lab.resolve(artifact.path());
        String name = artifact.role() + " " + artifact.path();
        if (!Files.isRegularFile(file)) {
            // An export travels without files, so that this is no contradiction.
            findings.warning("artifact-missing", run, name + " is not in the lab's folder", "restore it from a copy");
            return;
        }
        try {
            if (Files.size(file) != artifact.bytes()) {
                findings.error(
                        "artifact-size",
                        run,
                        name + " has " + Files.size(file) + " bytes instead of " + artifact.bytes(),
                        "restore it from a copy");
            } else if (!Sha256.of(file).equals(artifact.sha256())) {
                findings.error(
                        "artifact-hash", run, name + " has another content than it had", "restore it from a copy");
            }
        } catch (IOException e) {
            findings.error(
                    "artifact-unreadable", run, name + " cannot be read: " + e.getMessage(), "check its permissions");
        }
    }
}
