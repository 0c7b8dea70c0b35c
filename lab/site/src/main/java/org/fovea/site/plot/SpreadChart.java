package org.fovea.site.plot;

import java.util.List;

/**
 * Groups of values on one axis: from the 5th to the 95th of a hundred as a line, the middle half as a box, the median
 * as a line across.
 */
public final class SpreadChart {
    private static final double HALF = 6;

    private SpreadChart() {}

    /**
     * A group.
     *
     * @param name on the left
     * @param value on the right, in words
     * @param quantiles at 0.05, 0.25, 0.5, 0.75, 0.95
     */
    public record Row(String name, String value, List<Double> quantiles) {
        /** Rejects other numbers of quantiles; copies. */
        public Row {
            quantiles = List.copyOf(quantiles);
            if (quantiles.size() != 5) {
                throw new IllegalArgumentException(quantiles.size() + " quantiles");
            }
        }
    }

    /**
     * The chart.
     *
     * @param name what it shows, for those who do not see it
     * @param label of the axis
     * @param rows at least one
     */
    public static String svg(String name, String label, List<Row> rows) {
        double low = rows.stream()
                .mapToDouble(row -> row.quantiles().getFirst())
                .min()
                .orElse(0);
        double high = rows.stream()
                .mapToDouble(row -> row.quantiles().getLast())
                .max()
                .orElse(1);
        List<RowChart.Row> shown = rows.stream().map(SpreadChart::row).toList();
        return new RowChart(new Plot.Axis(Scale.Linear.around(low, high), label), false, shown).svg(name);
    }

    private static RowChart.Row row(Row row) {
        List<Double> at = row.quantiles();
        return new RowChart.Row(
                row.name(),
                row.value(),
                Mark.of(row.name() + "\n" + row.value(), ""),
                List.of(
                        new RowChart.Part.Span(at.get(0), at.get(4)),
                        new RowChart.Part.Bar(at.get(1), at.get(3), "box"),
                        new RowChart.Part.Stroke(at.get(2), HALF, "whisker")));
    }
}
