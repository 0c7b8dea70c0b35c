package org.fovea.evaluate.score;

import java.util.List;

/**
 * What two networks lose on a pair of frames, or on average over pairs. What it costs is for a {@link ScoreFormula} to say.
 *
 * @param segmentation share of pixels whose class is not the one that was seen in the original, 0..1, no unit
 * @param pose mean of the squared errors of the pose network's outputs that count, 0 or more, in the square of the outputs' units
 */
public record Distortion(double segmentation, double pose) {
    /** Plain means over pairs, summed in double in the order of the pairs; of at least one. */
    public static Distortion mean(List<PairResult> pairs) {
        Sum sum = new Sum();
        pairs.forEach(sum::add);
        return sum.mean();
    }

    /** A running sum. */
    static final class Sum {
        private int count;
        private double segmentation;
        private double pose;

        void add(PairResult pair) {
            count++;
            segmentation += pair.segmentation();
            pose += pair.pose();
        }

        Distortion mean() {
            if (count == 0) {
                throw new IllegalArgumentException("the mean of nothing");
            }
            return new Distortion(segmentation / count, pose / count);
        }
    }
}
