package org.fovea.app.rd;

import org.fovea.codec.ledger.RateTerm;
import org.fovea.evaluate.score.Averages;

/**
 * What a point loses and costs, as it was measured: means, their terms in the score, and the score. Means and terms are both kept, because a term that is
 * computed from a mean that was computed from a term may differ in its last digit.
 *
 * @param segmentation mean share of pixels whose class differs, 0..1
 * @param pose mean pose distortion, 0 or more
 * @param segmentationTerm 100·segmentation
 * @param poseTerm √(10·pose)
 * @param rateTerm 25·bytes/original bytes
 * @param total the score, the sum of the terms; lower is better
 */
public record PointScore(
        double segmentation, double pose, double segmentationTerm, double poseTerm, double rateTerm, double total) {

    /** Of means that were measured, with some bytes charged. */
    public static PointScore of(Averages means, long bytes, long originalBytes) {
        double rate = RateTerm.score(bytes, originalBytes);
        double segmentation = means.segmentationTerm();
        double pose = means.poseTerm();
        return new PointScore(
                means.segmentation(), means.pose(), segmentation, pose, rate, segmentation + pose + rate);
    }

    /** Of terms that were measured. */
    static PointScore ofTerms(double segmentation, double pose, double rate) {
        return new PointScore(
                segmentation / 100, pose * pose / 10, segmentation, pose, rate, segmentation + pose + rate);
    }

    /** Of means and a score that were written down. */
    static PointScore stored(Averages means, double rate, double total) {
        return new PointScore(
                means.segmentation(), means.pose(), means.segmentationTerm(), means.poseTerm(), rate, total);
    }
}
