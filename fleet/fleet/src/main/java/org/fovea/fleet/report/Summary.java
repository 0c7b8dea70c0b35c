package org.fovea.fleet.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fovea.site.model.Quantiles;

/**
 * How values are spread.
 *
 * @param count of values
 * @param mean of them
 * @param least of them
 * @param quantiles at 0.05, 0.25, 0.5, 0.75, 0.95
 * @param most of them
 */
public record Summary(int count, double mean, double least, List<Double> quantiles, double most) {
    private static final double[] SHARES = {0.05, 0.25, 0.5, 0.75, 0.95};

    public Summary {
        quantiles = List.copyOf(quantiles);
    }

    /** Of values in rising order; empty where there are none. */
    static Optional<Summary> of(double[] sorted) {
        return sorted.length == 0
                ? Optional.empty()
                : Optional.of(new Summary(
                        sorted.length,
                        Arrays.stream(sorted).average().orElse(0),
                        sorted[0],
                        Arrays.stream(SHARES)
                                .mapToObj(share -> Quantiles.of(sorted, share))
                                .toList(),
                        sorted[sorted.length - 1]));
    }

    public double median() {
        return quantiles.get(2);
    }
}
