package org.fovea.evaluate.score;

import java.io.IOException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.truth.TruthReader;
import org.fovea.video.FrameSource;
import org.fovea.video.FrameSpan;

/**
 * What networks lose on the steps from one pair to the next, frames 2k+1 and 2k+2, which are not part of a score. An
 * archive is fitted to pairs, so these figures say what is lost where its frames are used as a sequence.
 *
 * @param count how many steps there are, one fewer than pairs
 * @param means of what was lost
 */
public record Borders(int count, Distortion means) {
    /**
     * @param networks stay open
     * @param original from its first frame on; closed
     * @param candidate likewise
     * @param pairs of both, 2 or more
     * @param options threads and progress; its pairs do not count
     * @throws ScoreException where the two do not fit together
     */
    public static Borders of(
            EvaluatorPair networks, FrameSource original, FrameSource candidate, int pairs, ScoreOptions options)
            throws IOException, InterruptedException {
        if (pairs < 2) {
            throw new IllegalArgumentException(pairs + " pairs have no step between them");
        }
        long frames = 2L * (pairs - 1);
        try (TruthReader truth = TruthReader.of(networks, FrameSpan.of(original, 1, frames), frames);
                FrameSource shown = FrameSpan.of(candidate, 1, frames)) {
            ScoreOptions all = ScoreOptions.all(options.threads()).withProgress(options.progress());
            return new Borders(
                    pairs - 1, new Scorer(networks).run(truth, shown, all).averages());
        }
    }
}
