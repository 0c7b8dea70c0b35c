package org.fovea.lab.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.fovea.codec.io.Sha256;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;

/** Whether the files of runs are what they were. */
final class ArtifactChecks {
    private static final int MAX_SHOWN = 5;

    private final Path lab;
    private final LedgerDoctor.Findings findings;

    ArtifactChecks(Path lab, LedgerDoctor.Findings findings) {
        this.lab = lab.toAbsolutePath().normalize();
        this.findings = findings;
    }

    /**
     * Files that no record names: of a ledger that was lost and made again, or of a run that ended before it was
     * recorded.
     */
    void unnamed(Set<String> named) {
        List<Path> unknown;
        try {
            unknown = new ArtifactStore(lab)
                    .files().stream()
                            .filter(file -> !named.contains(hash(file)))
                            .sorted()
                            .toList();
        } catch (IOException | UncheckedIOException e) {
            findings.error(
                    "artifact-unreadable",
                    "",
                    "the folder of artifacts cannot be read: " + e.getMessage(),
                    "check its permissions");
            return;
        }
        if (!unknown.isEmpty()) {
            String more = unknown.size() > MAX_SHOWN ? " and " + (unknown.size() - MAX_SHOWN) + " more" : "";
            findings.info(
                    "artifact-unnamed",
                    "",
                    "no record names " + unknown.size() + (unknown.size() == 1 ? " file: " : " files: ")
                            + unknown.stream()
                                    .limit(MAX_SHOWN)
                                    .map(file -> lab.relativize(file).toString())
                                    .collect(Collectors.joining(", "))
                            + more,
                    "look whether the ledger has lost records; else remove them");
        }
    }

    private static String hash(Path file) {
        String name = file.getFileName().toString();
        return file.getParent().getFileName() + name.replaceFirst("\\..*$", "");
    }

    void check(Numbered<Run> run) {
        List<Artifact> missing = run.record().artifacts().stream()
                .filter(artifact -> !Files.isRegularFile(lab.resolve(artifact.path())))
                .toList();
        if (!missing.isEmpty()) {
            missing(run, missing);
        }
        for (Artifact artifact : run.record().artifacts()) {
            if (!missing.contains(artifact)) {
                check(run.label(), artifact);
            }
        }
    }

    /**
     * An export travels without files, and an example with archives alone, so that this is no contradiction. An archive
     * whose log is there was lost.
     */
    private void missing(Numbered<Run> run, List<Artifact> missing) {
        String what = String.join(
                        ", ", missing.stream().map(Artifact::role).distinct().toList())
                + (missing.size() == 1 ? " is" : " are")
                + " not in the lab's folder";
        boolean archive = missing.stream().anyMatch(artifact -> artifact.role().equals(Artifact.ARCHIVE));
        if (archive && missing.size() < run.record().artifacts().size()) {
            findings.warning("artifact-missing", run.label(), what, "restore it from a copy");
        } else {
            findings.info(
                    "artifact-missing",
                    run.label(),
                    what + ", since files are not exported",
                    "copy the folder artifacts of the other lab");
        }
    }

    private void check(String run, Artifact artifact) {
        Path file = lab.resolve(artifact.path());
        String name = artifact.role() + " " + artifact.path();
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
