package org.fovea.encode.measure;

import java.util.List;
import java.util.stream.IntStream;
import org.fovea.evaluate.ScoreTerm;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.ScoreFormula;

/**
 * A score's terms made linear at a mean distortion: what a little more or less on one pair is worth, in points of a
 * score of that pair alone.
 *
 * @param segmentation points for a distortion of 1
 * @param pose likewise
 * @param further likewise, of each further network
 */
public record LinearPrice(double segmentation, double pose, List<Double> further) {
    public LinearPrice {
        further = List.copyOf(further);
    }

    /**
     * The slopes of a formula at the mean of all pairs; of a term that is 0 there nothing is known, and it counts 0.
     */
    public static LinearPrice at(Distortion mean, ScoreFormula formula) {
        List<ScoreTerm> terms = formula.further();
        return new LinearPrice(
                formula.segmentation().slope(mean.segmentation()),
                slope(formula.pose(), mean.pose()),
                IntStream.range(0, terms.size())
                        .mapToObj(i -> slope(terms.get(i), mean.further().get(i)))
                        .toList());
    }

    private static double slope(ScoreTerm term, double mean) {
        return mean > 0 ? term.slope(mean) : 0;
    }

    /** What a pair costs. */
    public double of(Distortion pair) {
        double points = segmentation * pair.segmentation() + pose * pair.pose();
        for (int i = 0; i < further.size(); i++) {
            points += further.get(i) * pair.further().get(i);
        }
        return points;
    }
}
