package org.fovea.encode.pipeline;

import org.fovea.encode.EncodeProgress;
import org.fovea.evaluate.FrameOpener;
import org.fovea.evaluate.EvaluatorPair;

/**
 * What a stage works with.
 *
 * @param clip the original
 * @param evaluators the two networks
 * @param originalBytes size of the original's file, for the rate term: 25·bytes/originalBytes
 * @param threads pairs that may be worked on at the same time; results do not depend on it
 * @param seed of everything that is drawn by lot
 * @param checkpoint where this stage saves how far it is
 * @param log where this stage tells what it does
 * @param progress told how far it is
 */
public record StageContext(
        FrameOpener clip,
        EvaluatorPair evaluators,
        long originalBytes,
        int threads,
        long seed,
        Checkpoint checkpoint,
        EncodeLog log,
        EncodeProgress progress) {
    /** What a byte of archive costs in points of the score. */
    public double pointsPerByte() {
        return 25.0 / originalBytes;
    }
}
