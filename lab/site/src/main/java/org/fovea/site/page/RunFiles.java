package org.fovea.site.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Run;
import org.fovea.site.plot.Figure;
import org.fovea.site.watch.Metrics;
import org.fovea.site.watch.WatchPage;

/**
 * What a lab has kept of its runs beside the ledger: the document of the score, pictures, curves. What was not kept, or
 * is damaged, which {@code fovea lab doctor} tells, is absent.
 */
public record RunFiles(ArtifactStore store) {
    /** Those of a lab's folder. */
    public static RunFiles of(Path lab) {
        return new RunFiles(new ArtifactStore(lab));
    }

    /**
     * What scoring a run said: what became of each class and of each pose output, of which the ledger has only means.
     */
    public Optional<ScoreResult> score(Run run) {
        return kept(run, Artifact.SCORE).flatMap(file -> {
            try {
                return Optional.of(ScoreDocument.read(file.bytes(), file.path()));
            } catch (FormatException e) {
                return Optional.empty();
            }
        });
    }

    /** Some of its pairs, as the address of a picture that holds all of it. */
    public Optional<String> pictures(Run run) {
        return kept(run, Artifact.PICTURES)
                .map(file -> "data:image/png;base64," + Base64.getEncoder().encodeToString(file.bytes()));
    }

    /** How its trainings went, a chart for each term. */
    public List<Figure> curves(Run run) {
        return kept(run, Artifact.CURVES)
                .map(file -> Metrics.of(new String(file.bytes(), StandardCharsets.UTF_8)).terms().stream()
                        .map(WatchPage.Term::figure)
                        .toList())
                .orElse(List.of());
    }

    /** The archive itself, where the lab has it as it was. */
    public Optional<byte[]> archive(Run run) {
        return kept(run, Artifact.ARCHIVE).map(Kept::bytes);
    }

    @SuppressWarnings("ArrayRecordComponent") // on its way from a file to its reader
    private record Kept(String path, byte[] bytes) {}

    private Optional<Kept> kept(Run run, String role) {
        return run.artifact(role).flatMap(artifact -> {
            try {
                return Optional.of(new Kept(artifact.path(), store.read(artifact)));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }
}
