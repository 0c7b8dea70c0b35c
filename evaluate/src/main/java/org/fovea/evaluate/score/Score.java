package org.fovea.evaluate.score;

/**
 * The three terms that a score is the sum of, or the differences of the terms of two scores. In points; fewer are better.
 *
 * @param segmentation what wrong pixels cost
 * @param pose what wrong poses cost
 * @param rate what bytes cost; 0 where they do not count
 */
public record Score(double segmentation, double pose, double rate) {
    /** All three, added in the order of the challenge's own program. */
    public double total() {
        return segmentation + pose + rate;
    }

    /** What the networks lose: the score of an archive of no bytes. */
    public double withoutRate() {
        return segmentation + pose;
    }

    /** What each term is above that of another score. */
    public Score minus(Score other) {
        return new Score(segmentation - other.segmentation, pose - other.pose, rate - other.rate);
    }
}
