package org.fovea.app.rd;

import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.score.ScoreTerm;

/**
 * What a point loses and costs by the challenge's formula, as it was measured. Means, terms and total are all kept,
 * because one that is computed from the others may differ in its last digit from the one that was written down.
 *
 * @param means distortion, mean over the pairs
 * @param terms of the score
 * @param total the score; lower is better
 */
public record PointScore(Distortion means, Score terms, double total) {
    private static final ScoreFormula FORMULA = ScoreFormula.COMMA;

    /** Of means that were measured, with some bytes charged. */
    public static PointScore of(Distortion means, long bytes, long originalBytes) {
        Score terms = FORMULA.score(means, FORMULA.rateTerm(bytes, originalBytes));
        return new PointScore(means, terms, terms.total());
    }

    /** Of terms that were measured. */
    static PointScore of(Score terms) {
        ScoreTerm segmentation = FORMULA.segmentation();
        ScoreTerm pose = FORMULA.pose();
        Distortion means = new Distortion(segmentation.meanOf(terms.segmentation()), pose.meanOf(terms.pose()));
        return new PointScore(means, terms, terms.total());
    }

    /** Of means and a total that were written down. */
    static PointScore stored(Distortion means, double rate, double total) {
        return new PointScore(means, FORMULA.score(means, rate), total);
    }

    /** What the total would be of the same losses if other bytes were charged. */
    double charging(long bytes, long originalBytes) {
        return terms.withoutRate() + FORMULA.rateTerm(bytes, originalBytes);
    }
}
