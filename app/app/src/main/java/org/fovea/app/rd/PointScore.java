package org.fovea.app.rd;

import java.util.Map;
import java.util.TreeMap;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.score.Tasks;

/**
 * What a point loses and costs by its objective's formula, as it was measured. Means, terms and total are all kept,
 * because one that is computed from the others may differ in its last digit from the one that was written down.
 *
 * @param means distortion, mean over the pairs
 * @param terms of the score
 * @param total the score; lower is better
 * @param tasks {@link Tasks#figures}, no part of the score
 */
public record PointScore(Distortion means, Score terms, double total, Map<String, Double> tasks) {
    /** Copies. */
    public PointScore {
        tasks = new TreeMap<>(tasks);
    }

    /** Of what was measured, with some bytes charged. */
    public static PointScore of(ScoreFormula formula, ScoreResult measured, long bytes, long originalBytes) {
        return of(
                formula,
                measured.averages(),
                formula.rateTerm(bytes, originalBytes),
                measured.tasks().map(Tasks::figures).orElse(Map.of()));
    }

    static PointScore of(ScoreFormula formula, Distortion means, double rate, Map<String, Double> tasks) {
        Score terms = formula.score(means, rate);
        return new PointScore(means, terms, terms.total(), tasks);
    }
}
