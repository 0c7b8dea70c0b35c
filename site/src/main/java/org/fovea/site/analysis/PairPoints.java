package org.fovea.site.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.LinearScore;

/**
 * What was lost on a pair of frames, and what that costs.
 *
 * @param pair number in the clip, from 0
 * @param segmentation share of pixels of another class
 * @param pose pose distortion
 * @param points that it costs, with the pose term replaced by its tangent
 */
public record PairPoints(int pair, double segmentation, double pose, double points) {
    /** Of a pair that costs so many points. */
    public static PairPoints of(PairDistortion pair, double points) {
        return new PairPoints(pair.pair(), pair.segmentation(), pair.pose(), points);
    }

    /** The worst of a run, at most so many; points are a pair's part of the whole score. */
    public static List<PairPoints> worst(Run run, int most) {
        double[] costs = LinearScore.costs(run);
        List<PairPoints> all = new ArrayList<>();
        for (int i = 0; i < costs.length; i++) {
            all.add(of(run.pairs().get(i), costs[i] / costs.length));
        }
        all.sort(Comparator.comparingDouble(PairPoints::points).reversed().thenComparingInt(PairPoints::pair));
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }
}
