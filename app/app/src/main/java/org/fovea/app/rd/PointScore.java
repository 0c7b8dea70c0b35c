package org.fovea.app.rd;

import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;

/**
 * What a point loses and costs by its objective's formula, as it was measured. Means, terms and total are all kept,
 * because one that is computed from the others may differ in its last digit from the one that was written down.
 *
 * @param means distortion, mean over the pairs
 * @param terms of the score
 * @param total the score; lower is better
 */
public record PointScore(Distortion means, Score terms, double total) {
    /** Of means that were measured, with some bytes charged. */
    public static PointScore of(ScoreFormula formula, Distortion means, long bytes, long originalBytes) {
        Score terms = formula.score(means, formula.rateTerm(bytes, originalBytes));
        return new PointScore(means, terms, terms.total());
    }

    /** Of means and a total that were written down. */
    static PointScore stored(ScoreFormula formula, Distortion means, double rate, double total) {
        return new PointScore(means, formula.score(means, rate), total);
    }
}
