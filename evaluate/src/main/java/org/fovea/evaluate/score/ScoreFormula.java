package org.fovea.evaluate.score;

/**
 * What is to be kept small: the price of everything that an archive loses and takes. Whoever scores, encodes or compares is given a formula and asks it; nobody else knows
 * a weight.
 *
 * @param segmentation what the mean share of wrong pixels costs
 * @param pose what the mean pose distortion costs
 * @param rate points for an archive as large as the original
 */
public record ScoreFormula(ScoreTerm segmentation, ScoreTerm pose, double rate) {
    /** That of comma's video compression challenge: 100·segmentation + √(10·pose) + 25·bytes/original bytes. */
    public static final ScoreFormula COMMA = new ScoreFormula(new ScoreTerm.Linear(100), new ScoreTerm.Root(10), 25);

    /**
     * A score.
     *
     * @param means over all pairs
     * @param rate points for the archive's bytes, as {@link #rateTerm} tells; 0 where they do not count
     */
    public Score score(Distortion means, double rate) {
        return new Score(segmentation.points(means.segmentation()), pose.points(means.pose()), rate);
    }

    /**
     * What bytes cost.
     *
     * @param originalBytes of the original, more than 0; of a part of a clip its share, which need not be whole
     * @return points
     */
    public double rateTerm(double bytes, double originalBytes) {
        return rate * bytes / originalBytes;
    }

    /** What a byte more costs: the derivative of {@link #rateTerm}, in points. */
    public double pointsPerByte(double originalBytes) {
        return rate / originalBytes;
    }
}
