package org.fovea.site.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;

/**
 * What something is known by, so that nobody can mistake it.
 *
 * @param name what it is
 * @param hash SHA-256 or version; absent where it is not known
 * @param detail where it is, or what is hashed
 */
public record Identity(String name, Optional<String> hash, String detail) {
    /** All of a run. */
    static List<Identity> of(Numbered<Benchmark> benchmark, RunRow row, Run run) {
        List<Identity> all = new ArrayList<>();
        all.add(new Identity(
                "Clip",
                benchmark.record().clipSha256(),
                benchmark.record().clip() + ", " + benchmark.record().pairs() + " pairs"));
        all.add(new Identity(
                "Networks",
                benchmark.record().evaluatorsSha256(),
                benchmark.record().evaluators()));
        for (Artifact artifact : run.artifacts()) {
            all.add(new Identity(
                    artifact.role().equals(Artifact.ARCHIVE) ? "Archive" : "File: " + artifact.role(),
                    Optional.of(artifact.sha256()),
                    artifact.path() + ", " + Wording.bytes(artifact.bytes()) + " bytes"));
        }
        all.add(new Identity("Frames", run.frames(), "raw frames, as decoded"));
        all.add(new Identity("Run", Optional.of(row.key()), "key of the record " + row.numberLabel()));
        all.add(new Identity("Recipe", Optional.of(row.candidate()), "key of the candidate: all its settings"));
        all.add(new Identity("Benchmark", Optional.of(benchmark.key()), "key of the record " + benchmark.label()));
        all.add(new Identity("Code version", Optional.of(run.codeVersion()), "of the program that measured"));
        return all;
    }
}
