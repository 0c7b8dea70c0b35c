package org.fovea.encode.pipeline;

import org.fovea.encode.EncodeProgress;
import org.fovea.encode.FrameOpener;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.ScoreFormula;

/**
 * What a stage works with.
 *
 * @param clip the original
 * @param evaluators the two networks
 * @param formula that prices what is lost and what is spent
 * @param originalBytes size of the original's file, for the rate term
 * @param threads pairs that may be worked on at the same time; results do not depend on it
 * @param seed of everything that is drawn by lot
 * @param checkpoint where this stage saves how far it is
 * @param log where this stage tells what it does
 * @param progress told how far it is
 */
public record StageContext(
        FrameOpener clip,
        EvaluatorPair evaluators,
        ScoreFormula formula,
        long originalBytes,
        int threads,
        long seed,
        Checkpoint checkpoint,
        EncodeLog log,
        EncodeProgress progress) {
    /** The same where the challenge's formula prices. */
    public StageContext(
            FrameOpener clip,
            EvaluatorPair evaluators,
            long originalBytes,
            int threads,
            long seed,
            Checkpoint checkpoint,
            EncodeLog log,
            EncodeProgress progress) {
        this(clip, evaluators, ScoreFormula.COMMA, originalBytes, threads, seed, checkpoint, log, progress);
    }

    /** The same for a stage within a stage, which saves elsewhere. */
    public StageContext with(Checkpoint other) {
        return new StageContext(clip, evaluators, formula, originalBytes, threads, seed, other, log, progress);
    }

    /** What a byte of archive costs in points of the score. */
    public double pointsPerByte() {
        return formula.pointsPerByte(originalBytes);
    }
}
