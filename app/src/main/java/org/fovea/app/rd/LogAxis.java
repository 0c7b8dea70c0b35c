package org.fovea.app.rd;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis.
 *
 * @param least value at its beginning, above 0
 * @param most value at its end
 * @param from coordinate of the beginning
 * @param to coordinate of the end
 */
record LogAxis(double least, double most, double from, double to) {
    private static final double[] COARSE = {1, 2, 5};
    private static final double[] FINE = {1, 1.5, 2, 3, 5, 7};
    private static final double FINE_SPAN = 12;
    private static final double MARGIN = 1.25;
    private static final double MIN_SPAN = 4;

    /** An axis that shows all values with some room around them. */
    static LogAxis around(List<Double> values, double from, double to) {
        double low = values.stream().mapToDouble(value -> value).min().orElse(1) / MARGIN;
        double high = values.stream().mapToDouble(value -> value).max().orElse(1) * MARGIN;
        if (high / low < MIN_SPAN) {
            double more = Math.sqrt(MIN_SPAN * low / high);
            low /= more;
            high *= more;
        }
        return new LogAxis(low, high, from, to);
    }

    /** Where a value lies. */
    double at(double value) {
        return from + (to - from) * Math.log(value / least) / Math.log(most / least);
    }

    /** 1, 2, 5, 10, … as far as they lie within; more of them on a short axis. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        double[] steps = most / least > FINE_SPAN ? COARSE : FINE;
        for (int power = (int) Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++) {
            for (double step : steps) {
                double tick = step * Math.pow(10, power);
                if (tick >= least && tick <= most) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
