package org.fovea.evaluate.score;

import java.util.OptionalDouble;
import org.fovea.codec.ledger.RateTerm;

/**
 * What a little more of something costs now: the score's derivatives.
 *
 * @param archiveByte one more byte of archive: 25/original bytes
 * @param wrongPixel one more pixel of another class: 100/(pairs·pixels)
 * @param meanPose a mean pose distortion that is larger by 1, linearised: 5/√(10·mean pose); absent where the mean is 0, because the root has
 *     no slope there
 * @param pairPose one pair's pose distortion that is larger by 1, linearised: {@code meanPose}/pairs; absent likewise
 * @param smallPairPose a pose distortion of 0.0001 in one pair, with all other pairs as they are, not linearised. It exists where the others do not.
 */
public record MarginalCosts(
        double archiveByte, double wrongPixel, OptionalDouble meanPose, OptionalDouble pairPose, double smallPairPose) {
    /** The pose distortion that {@link #smallPairPose} is the cost of. */
    public static final double SMALL_POSE = 1e-4;

    private static final double POINTS_OF_ALL_PIXELS = 100;
    private static final double HALF_POSE_WEIGHT = 5;

    /** At a score. */
    public static MarginalCosts of(PairTable table, long originalBytes) {
        int pairs = table.pairs().size();
        Averages now = table.averages();
        double root = now.poseTerm();
        OptionalDouble meanPose = root > 0 && Double.isFinite(HALF_POSE_WEIGHT / root)
                ? OptionalDouble.of(HALF_POSE_WEIGHT / root)
                : OptionalDouble.empty();
        Averages later = new Averages(now.segmentation(), now.pose() + SMALL_POSE / pairs);
        return new MarginalCosts(
                RateTerm.score(1, originalBytes),
                POINTS_OF_ALL_PIXELS / ((double) pairs * table.mapPixels()),
                meanPose,
                meanPose.isPresent() ? OptionalDouble.of(meanPose.getAsDouble() / pairs) : OptionalDouble.empty(),
                later.poseTerm() - root);
    }
}
