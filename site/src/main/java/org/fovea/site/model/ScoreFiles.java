package org.fovea.site.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Run;

/** The documents of scores that a lab has kept beside its runs: what became of each class, and of each pose output. The ledger has only means. */
public final class ScoreFiles {
    private final Optional<ArtifactStore> store;

    private ScoreFiles(Optional<ArtifactStore> store) {
        this.store = store;
    }

    /** Of a report that is made without a lab's folder. */
    public static ScoreFiles none() {
        return new ScoreFiles(Optional.empty());
    }

    /** Those of a lab's folder. */
    public static ScoreFiles of(Path lab) {
        return new ScoreFiles(Optional.of(new ArtifactStore(lab)));
    }

    /** What scoring a run said; absent where its document was not kept, or is damaged, which {@code fovea lab doctor} tells. */
    public Optional<ScoreResult> of(Run run) {
        if (store.isEmpty()) {
            return Optional.empty();
        }
        return run.artifact(Artifact.SCORE).flatMap(kept -> {
            try {
                return Optional.of(ScoreDocument.read(store.get().read(kept), kept.path()));
            } catch (IOException | FormatException e) {
                return Optional.empty();
            }
        });
    }
}
