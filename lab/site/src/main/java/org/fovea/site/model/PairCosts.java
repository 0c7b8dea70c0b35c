package org.fovea.site.model;

import java.util.List;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.LinearScore;

/**
 * What was lost on a pair of frames.
 *
 * @param pair number in the clip, from 0
 * @param segmentation share of pixels of another class
 * @param pose pose distortion
 * @param points of the score of this pair alone, with the pose term replaced by a tangent
 */
public record PairCosts(int pair, double segmentation, double pose, double points) {
    /**
     * Each pair of a run, in order.
     *
     * @param tangent at which the pose term is made linear: runs are compared at the same one
     */
    public static List<PairCosts> of(Run run, LinearScore tangent) {
        return run.pairs().stream()
                .map(pair -> new PairCosts(pair.pair(), pair.segmentation(), pair.pose(), tangent.cost(pair)))
                .toList();
    }

    /** The tangent at a run's own mean of the pose. */
    public static LinearScore tangent(Run run) {
        return LinearScore.at(
                run.pairs().stream().mapToDouble(PairDistortion::pose).average().orElse(0));
    }
}
