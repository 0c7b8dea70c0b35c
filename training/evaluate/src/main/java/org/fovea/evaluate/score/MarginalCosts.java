package org.fovea.evaluate.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalDouble;

/**
 * What a little more of something costs now: the score's derivatives.
 *
 * @param archiveByte one more byte of archive: 25/original bytes
 * @param wrongPixel one more pixel of another class: 100/(pairs·pixels)
 * @param meanPose a mean pose distortion that is larger by 1, linearised: 5/√(10·mean pose); absent where the mean is
 *     0, because the root has no slope there
 * @param pairPose one pair's pose distortion that is larger by 1, linearised: {@code meanPose}/pairs; absent likewise
 * @param smallPairPose a pose distortion of 0.0001 in one pair, with all other pairs as they are, not linearised. It
 *     exists where the others do not.
 */
public record MarginalCosts(
        double archiveByte,
        double wrongPixel,
        OptionalDouble meanPose,
        OptionalDouble pairPose,
        @JsonProperty("pairPoseOf1e-4") double smallPairPose) {
    /** The pose distortion that {@link #smallPairPose} is the cost of. */
    public static final double SMALL_POSE = 1e-4;

    static MarginalCosts of(PairTable table, ScoreFormula formula, long originalBytes) {
        int pairs = table.pairs().size();
        Distortion now = table.averages();
        ScoreTerm pose = formula.pose();
        OptionalDouble meanPose = pose.derivative(now.pose());
        return new MarginalCosts(
                formula.pointsPerByte(originalBytes),
                formula.segmentation().slope(now.segmentation()) / ((double) pairs * table.mapPixels()),
                meanPose,
                meanPose.isPresent() ? OptionalDouble.of(meanPose.getAsDouble() / pairs) : OptionalDouble.empty(),
                pose.points(now.pose() + SMALL_POSE / pairs) - pose.points(now.pose()));
    }
}
