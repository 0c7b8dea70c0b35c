package org.fovea.app.rd;

import java.nio.file.Path;
import org.fovea.app.labels.Labels;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.video.clip.Clip;

/**
 * What is compared on.
 *
 * @param pairs that are coded and scored, from the first on
 * @param originalBytes size of the original, for the rate; of a part of it the same share
 * @param networks that judge the frames; stay open
 * @param labels what is on the original's frames
 * @param folder for files that lie there for a moment
 */
public record RdTask(
        Clip clip,
        String clipHash,
        int pairs,
        long originalBytes,
        EvaluatorPair networks,
        Labels labels,
        int threads,
        Path folder) {
    /** @throws IllegalArgumentException where there are not so many pairs */
    public RdTask {
        clip = clip.withColours(networks.colours());
        if (pairs < 1 || pairs > networks.pairs(clip.frameCount())) {
            throw new IllegalArgumentException(pairs + " pairs of a clip of " + clip.frameCount() + " frames");
        }
    }

    ScoreFormula formula() {
        return ScoreFormula.of(networks);
    }

    public int clipPairs() {
        return networks.pairs(clip.frameCount());
    }

    public boolean isWhole() {
        return pairs == clipPairs();
    }
}
