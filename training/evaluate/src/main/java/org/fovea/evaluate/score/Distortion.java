package org.fovea.evaluate.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;

/**
 * What networks lose on a pair of frames, or on average over pairs. What it costs is for a {@link ScoreFormula} to say.
 *
 * @param segmentation share of pixels whose class is not the one that was seen in the original, 0..1, no unit
 * @param pose mean of the squared errors of the pose network's outputs that count, 0 or more, in the square of the
 *     outputs' units
 * @param further what each {@link org.fovea.evaluate.FurtherNetwork} of the objective loses, 0 or more, in its own unit
 */
public record Distortion(
        double segmentation,
        double pose,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> further) {
    public Distortion {
        further = further == null ? List.of() : List.copyOf(further);
    }

    /** The same where there is no further network. */
    public Distortion(double segmentation, double pose) {
        this(segmentation, pose, List.of());
    }

    /** Plain means over pairs, summed in double in the order of the pairs; of at least one. */
    public static Distortion mean(List<PairResult> pairs) {
        Sum sum = new Sum();
        pairs.forEach(sum::add);
        return sum.mean();
    }

    static final class Sum {
        private int count;
        private double segmentation;
        private double pose;
        private double[] further = {};

        void add(PairResult pair) {
            if (count == 0) {
                further = new double[pair.further().length];
            }
            count++;
            segmentation += pair.segmentation();
            pose += pair.pose();
            for (int i = 0; i < further.length; i++) {
                further[i] += pair.further()[i];
            }
        }

        Distortion mean() {
            if (count == 0) {
                throw new IllegalArgumentException("the mean of nothing");
            }
            List<Double> means = new ArrayList<>();
            for (double sum : further) {
                means.add(sum / count);
            }
            return new Distortion(segmentation / count, pose / count, means);
        }
    }
}
