package org.fovea.encode;

import org.fovea.codec.io.ProgressListener;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameOpener;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.torch.Device;

/**
 * What a stage works with.
 *
 * @param clip the original
 * @param evaluators the two networks
 * @param formula that prices what is lost and what is spent
 * @param originalBytes size of the original's file, for the rate term
 * @param threads pairs that may be worked on at the same time; results do not depend on it
 * @param seed of everything that is sampled
 * @param checkpoint where this stage saves how far it is
 * @param log where this stage tells what it does
 * @param progress called with its progress
 * @param deadline when this stage should be finished
 * @param device where gradients of a training are computed; everything else is computed on the CPU
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
        ProgressListener progress,
        Deadline deadline,
        Device device) {
    /** One thread, seed 1, gradients on the CPU, and no listeners; the rest is set by name. */
    public static StageContext of(FrameOpener clip, EvaluatorPair evaluators, long originalBytes) {
        return new StageContext(
                clip,
                evaluators,
                ScoreFormula.of(evaluators),
                originalBytes,
                1,
                1,
                Checkpoint.none(),
                EncodeLog.none(),
                (stage, done, total) -> {},
                Deadline.none(),
                Device.CPU);
    }

    /** With another formula than the objective's own. */
    public StageContext withFormula(ScoreFormula other) {
        return new StageContext(
                clip, evaluators, other, originalBytes, threads, seed, checkpoint, log, progress, deadline, device);
    }

    public StageContext withThreads(int count) {
        return new StageContext(
                clip, evaluators, formula, originalBytes, count, seed, checkpoint, log, progress, deadline, device);
    }

    public StageContext withSeed(long other) {
        return new StageContext(
                clip, evaluators, formula, originalBytes, threads, other, checkpoint, log, progress, deadline, device);
    }

    public StageContext withCheckpoint(Checkpoint other) {
        return new StageContext(
                clip, evaluators, formula, originalBytes, threads, seed, other, log, progress, deadline, device);
    }

    public StageContext toldTo(EncodeLog listener, ProgressListener watcher) {
        return new StageContext(
                clip,
                evaluators,
                formula,
                originalBytes,
                threads,
                seed,
                checkpoint,
                listener,
                watcher,
                deadline,
                device);
    }

    public StageContext by(Deadline end) {
        return new StageContext(
                clip, evaluators, formula, originalBytes, threads, seed, checkpoint, log, progress, end, device);
    }

    public StageContext on(Device other) {
        return new StageContext(
                clip, evaluators, formula, originalBytes, threads, seed, checkpoint, log, progress, deadline, other);
    }

    /** What a byte of archive costs in points of the score. */
    public double pointsPerByte() {
        return formula.pointsPerByte(originalBytes);
    }
}
