package org.fovea.site.model;

import org.fovea.codec.ledger.RateTerm;
import org.fovea.evaluate.score.Averages;
import org.fovea.lab.store.RunRow;

/**
 * The three terms that a score is the sum of.
 *
 * @param segmentation 100·segmentation
 * @param pose √(10·pose)
 * @param rate 25·bytes/original, of the archive alone
 */
public record Terms(double segmentation, double pose, double rate) {
    /**
     * Of a whole run.
     *
     * @param originalBytes of its benchmark
     */
    public static Terms of(RunRow run, long originalBytes) {
        Averages means = new Averages(run.segmentation(), run.pose());
        return new Terms(means.segmentationTerm(), means.poseTerm(), RateTerm.score(run.bytes(), originalBytes));
    }

    /** What each term is above that of another run. */
    public Terms minus(Terms other) {
        return new Terms(segmentation - other.segmentation, pose - other.pose, rate - other.rate);
    }

    /** The score. */
    public double sum() {
        return segmentation + pose + rate;
    }
}
