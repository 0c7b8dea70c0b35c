package org.fovea.site.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fovea.lab.record.PairCost;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.LinearScore;

/**
 * What was lost on a pair of frames.
 *
 * @param pair number in the clip, from 0
 * @param segmentation share of pixels of another class
 * @param pose pose distortion
 * @param points its part in the score, with the pose term replaced by its tangent
 */
public record PairLoss(int pair, double segmentation, double pose, double points) {
    /** The worst of a run, at most so many. */
    static List<PairLoss> worst(Run run, int most) {
        double[] costs = LinearScore.costs(run);
        List<PairLoss> all = new ArrayList<>();
        for (int i = 0; i < costs.length; i++) {
            PairCost pair = run.pairs().get(i);
            all.add(new PairLoss(pair.pair(), pair.segmentation(), pair.pose(), costs[i] / costs.length));
        }
        all.sort(Comparator.comparingDouble(PairLoss::points).reversed().thenComparingInt(PairLoss::pair));
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }
}
