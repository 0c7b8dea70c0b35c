package org.fovea.site.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.LinearScore;

/**
 * How the costs of a run's pairs are distributed.
 *
 * @param sorted points of each pair, rising; at least one
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
public record PairCosts(double[] sorted) {
    /**
     * Of a run whose pairs are known.
     *
     * @param tangent at which the pose term is made linear: runs are compared at the same one
     */
    public static PairCosts of(Run run, LinearScore tangent) {
        double[] costs = run.pairs().stream().mapToDouble(tangent::cost).toArray();
        Arrays.sort(costs);
        return new PairCosts(costs);
    }

    /** The tangent at a run's own mean of the pose. */
    public static LinearScore tangent(Run run) {
        return LinearScore.at(
                run.pairs().stream().mapToDouble(PairDistortion::pose).average().orElse(0));
    }

    /** Points below which a share of the pairs lies. */
    public double quantile(double share) {
        return Quantiles.of(sorted, share);
    }

    /** Mean of all pairs. */
    public double mean() {
        return Arrays.stream(sorted).average().orElse(0);
    }

    /**
     * What was lost on a pair of frames.
     *
     * @param pair number in the clip, from 0
     * @param segmentation share of pixels of another class
     * @param pose pose distortion
     * @param points of the score, with the pose term replaced by a tangent: of this pair alone, or its part in the
     *     score of all
     */
    public record PairPoints(int pair, double segmentation, double pose, double points) {
        /** Each pair of a run alone, in order. */
        public static List<PairPoints> of(Run run, LinearScore tangent) {
            return run.pairs().stream()
                    .map(pair -> of(pair, tangent.cost(pair)))
                    .toList();
        }

        /** The worst of a run, at most so many, with their parts in its score. */
        public static List<PairPoints> worst(Run run, int most) {
            double[] costs = LinearScore.costs(run);
            List<PairPoints> all = new ArrayList<>();
            for (int i = 0; i < costs.length; i++) {
                all.add(of(run.pairs().get(i), costs[i] / costs.length));
            }
            all.sort(Comparator.comparingDouble(PairPoints::points).reversed().thenComparingInt(PairPoints::pair));
            return List.copyOf(all.subList(0, Math.min(most, all.size())));
        }

        private static PairPoints of(PairDistortion pair, double points) {
            return new PairPoints(pair.pair(), pair.segmentation(), pair.pose(), points);
        }
    }
}
