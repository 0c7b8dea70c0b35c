package org.fovea.app.example;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.app.Fovea;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.ScoreResult;

/** The example in docs/java.md of scoring. */
final class ScoreExample {
    private ScoreExample() {}

    static ScoreResult run(Path original, Path candidate) throws IOException, InterruptedException {
        // example begins
        try (EvaluatorPair networks = Fovea.networks("bundled")) {
            ScoreResult result = Fovea.score(original, candidate, networks); // archive, submission, raw frames, or clip
            System.out.println(100 * result.averages().segmentation() + " % of the pixels differ");
            return result;
        }
        // example ends
    }
}
