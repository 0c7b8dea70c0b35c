package org.fovea.lab.record;

import java.util.List;
import java.util.Locale;

/**
 * Scores of runs that differ in nothing but their seeds.
 *
 * @param seeds how many, at least 2
 * @param mean of the scores, in points
 * @param deviation standard deviation of one score, with n − 1 in the denominator, in points
 */
public record Spread(int seeds, double mean, double deviation) {
    /** Of at least 2 scores. */
    public static Spread of(List<Double> scores) {
        int count = scores.size();
        if (count < 2) {
            throw new IllegalArgumentException("a spread of " + count + " scores; at least 2");
        }
        double mean = scores.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = scores.stream()
                .mapToDouble(score -> (score - mean) * (score - mean))
                .sum();
        return new Spread(count, mean, Math.sqrt(squares / (count - 1)));
    }

    /** For people: {@code 0.6123 ± 0.0042 (3 seeds)}. */
    public String text() {
        return String.format(Locale.ROOT, "%.4f ± %.4f (%d seeds)", mean, deviation, seeds);
    }
}
