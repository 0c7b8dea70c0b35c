package org.fovea.evaluate.score;

import java.util.List;

/**
 * Plain means over pairs, summed in double in the order of the pairs.
 *
 * @param segmentation mean share of pixels whose class differs, 0..1
 * @param pose mean pose distortion, 0 or more
 */
public record Averages(double segmentation, double pose) {
    private static final double SEGMENTATION_WEIGHT = 100;
    private static final double POSE_WEIGHT = 10;

    /** Of results; at least one. */
    public static Averages of(List<PairResult> pairs) {
        Sum sum = new Sum();
        pairs.forEach(sum::add);
        return sum.averages();
    }

    /** What the segmentation costs in the score: 100·mean. */
    public double segmentationTerm() {
        return SEGMENTATION_WEIGHT * segmentation;
    }

    /** What the pose costs in the score: √(10·mean). */
    public double poseTerm() {
        return Math.sqrt(POSE_WEIGHT * pose);
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

        Averages averages() {
            if (count == 0) {
                throw new IllegalArgumentException("the mean of nothing");
            }
            return new Averages(segmentation / count, pose / count);
        }
    }
}
