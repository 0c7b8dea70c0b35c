package org.fovea.evaluate.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The terms that a score is the sum of, or the differences of the terms of two scores. In points; fewer are better.
 *
 * @param segmentation what wrong pixels cost
 * @param pose what wrong poses cost
 * @param rate what bytes cost; 0 where they do not count
 * @param further what each further network of the objective lost costs
 */
public record Score(
        double segmentation,
        double pose,
        double rate,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> further) {
    public Score {
        // Files of scores without further networks do not have it.
        further = further == null ? List.of() : List.copyOf(further);
    }

    /** All terms; the first three are added in the order of the challenge's own program. */
    public double total() {
        return segmentation + pose + rate + sum(further);
    }

    /** What the networks lose: the score of an archive of no bytes. */
    public double withoutRate() {
        return segmentation + pose + sum(further);
    }

    public double ofFurther() {
        return sum(further);
    }

    /** The terms in a line, as in "segmentation 0.1200 + pose 0.0300 + rate 0.2000"; further networks in one sum. */
    public String phrase() {
        return String.format(
                Locale.ROOT,
                "segmentation %.4f + pose %.4f%s + rate %.4f",
                segmentation,
                pose,
                further.isEmpty() ? "" : String.format(Locale.ROOT, " + further %.4f", ofFurther()),
                rate);
    }

    private static double sum(List<Double> terms) {
        double sum = 0;
        for (double term : terms) {
            sum += term;
        }
        return sum;
    }

    /** What each term is above that of another score of the same objective. */
    public Score minus(Score other) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < further.size(); i++) {
            differences.add(further.get(i) - other.further.get(i));
        }
        return new Score(segmentation - other.segmentation, pose - other.pose, rate - other.rate, differences);
    }
}
