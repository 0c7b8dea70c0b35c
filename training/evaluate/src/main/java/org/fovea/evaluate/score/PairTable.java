package org.fovea.evaluate.score;

import java.util.List;
import org.fovea.codec.FrameSize;

/**
 * Every pair that was scored.
 *
 * @param pairs in order, without a gap
 * @param clipFrames frames of the original
 * @param clipPairs pairs of these; an odd last frame belongs to none, unless it is shown twice
 * @param frameSize size of its frames
 * @param mapPixels pixels of a pair's class maps
 * @param countedOutputs leading outputs of the pose network that count
 * @param classes what became of each class that original or candidate has; empty where it is not known, as in scores
 *     that were made before it was counted
 */
public record PairTable(
        List<PairResult> pairs,
        long clipFrames,
        int clipPairs,
        FrameSize frameSize,
        int mapPixels,
        int countedOutputs,
        List<ClassCount> classes) {
    /** @throws IllegalArgumentException where there is no pair, a gap, or a pair that the clip has not */
    public PairTable {
        pairs = List.copyOf(pairs);
        classes = List.copyOf(classes);
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("no pair");
        }
        for (int i = 1; i < pairs.size(); i++) {
            if (pairs.get(i).pair() != pairs.get(i - 1).pair() + 1) {
                throw new IllegalArgumentException("pair " + pairs.get(i).pair() + " follows pair "
                        + pairs.get(i - 1).pair());
            }
        }
        if (clipPairs != clipFrames / 2 && clipPairs != (clipFrames + 1) / 2) {
            throw new IllegalArgumentException(clipPairs + " pairs of a clip of " + clipFrames + " frames");
        }
        if (pairs.getFirst().pair() < 0 || pairs.getLast().pair() >= clipPairs) {
            throw new IllegalArgumentException("pairs " + pairs.getFirst().pair() + ".."
                    + pairs.getLast().pair() + " of a clip of " + clipFrames + " frames");
        }
    }

    /** Whether every pair of the clip is here. Only then a mean is one of a score. */
    public boolean complete() {
        return pairs.size() == clipPairs;
    }

    /** Frames at the end of the clip that belong to no pair: 0 or 1. */
    public int droppedFrames() {
        return clipFrames > 2L * clipPairs ? 1 : 0;
    }

    /**
     * Error of each output of the pose network, in the output's own unit: the root of its mean squared error over the
     * pairs.
     */
    public double[] poseErrors() {
        double[] errors = new double[pairs.getFirst().squaredErrors().length];
        for (int i = 0; i < errors.length; i++) {
            int output = i;
            errors[i] = Math.sqrt(pairs.stream()
                    .mapToDouble(pair -> pair.squaredErrors()[output])
                    .average()
                    .orElseThrow());
        }
        return errors;
    }

    public List<ClassCount> lostClasses() {
        return classes.stream().filter(ClassCount::lost).toList();
    }

    public Distortion averages() {
        return Distortion.mean(pairs);
    }
}
