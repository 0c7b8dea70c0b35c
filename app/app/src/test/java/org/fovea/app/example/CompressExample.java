package org.fovea.app.example;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.app.Fovea;
import org.fovea.app.Reporter;
import org.fovea.app.compress.Compressed;
import org.fovea.evaluate.EvaluatorPair;

/** The example in docs/java.md of compressing a clip. */
final class CompressExample {
    private CompressExample() {}

    static Compressed run(Path clip, String profile, Path archive) throws IOException, InterruptedException {
        // example begins
        try (EvaluatorPair networks = Fovea.networks("bundled")) { // or official:DIR, or FILE.yaml
            Compressed made = Fovea.compress(clip, networks, profile) // standard, or FILE.yaml
                    .archive(archive, false)
                    .reporter(Reporter.of((task, done, total) -> System.out.println(task + " " + done + "/" + total)))
                    .run();
            double score = made.score().score().orElseThrow().score(); // of frames that another process has drawn
            System.out.println(made.archive().length + " bytes, score " + score);
            return made;
        }
        // example ends
    }
}
