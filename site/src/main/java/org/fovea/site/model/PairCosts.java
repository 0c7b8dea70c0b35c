package org.fovea.site.model;

import java.util.Arrays;
import org.fovea.lab.record.PairCost;
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
                run.pairs().stream().mapToDouble(PairCost::pose).average().orElse(0));
    }

    /** Points below which a share of the pairs lies. */
    public double quantile(double share) {
        return Quantiles.of(sorted, share);
    }

    /** Mean of all pairs. */
    public double mean() {
        return Arrays.stream(sorted).average().orElse(0);
    }
}
