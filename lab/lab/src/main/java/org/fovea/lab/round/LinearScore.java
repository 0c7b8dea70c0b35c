package org.fovea.lab.round;

import java.util.List;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;

/**
 * The score as a mean over pairs. Its pose term is the root of a mean and not a mean; it is replaced by its tangent at
 * the baseline's mean, so that every pair has a contribution of its own.
 *
 * <p>A root lies below its tangents. So the gain of a candidate by this score is never larger than the exact one on the
 * same pairs.
 *
 * @param slope points for a unit of pose distortion
 */
public record LinearScore(double slope) {
    private static final ScoreFormula FORMULA = ScoreFormula.COMMA;

    /** Tangent at a mean pose distortion. At 0, where there is none, poses cost nothing. */
    public static LinearScore at(double meanPose) {
        return new LinearScore(FORMULA.pose().tangent(meanPose).orElse(0));
    }

    /** Tangent at the baseline's mean; where that is 0, the straight line from it to the candidate's. */
    static LinearScore between(double floorPose, double candidatePose) {
        if (floorPose > 0 || candidatePose == 0) {
            return at(floorPose);
        }
        return new LinearScore(FORMULA.pose().points(candidatePose) / candidatePose);
    }

    /**
     * What a pair costs, in points of a score of this pair alone; divided by the number of pairs it is its part of the
     * whole score.
     */
    public double cost(PairDistortion pair) {
        return points(pair.segmentation(), pair.pose());
    }

    /** What distortions of a pair cost, or what differences of them change. */
    public double points(double segmentation, double pose) {
        return FORMULA.segmentation().points(segmentation) + slope * pose;
    }

    /** What each pair of a run costs, at the tangent of the run's own mean. */
    public static double[] costs(Run run) {
        LinearScore score = at(meanPose(run.pairs()));
        return run.pairs().stream().mapToDouble(score::cost).toArray();
    }

    static double meanPose(List<PairDistortion> pairs) {
        return pairs.stream().mapToDouble(PairDistortion::pose).average().orElse(0);
    }

    /** The exact score of the means of these pairs, without its rate. */
    static double exact(List<PairDistortion> pairs) {
        double segmentation = pairs.stream()
                .mapToDouble(PairDistortion::segmentation)
                .average()
                .orElse(0);
        return FORMULA.score(new Distortion(segmentation, meanPose(pairs)), 0).withoutRate();
    }
}
