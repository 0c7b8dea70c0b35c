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
        RowChart chart = new RowChart(rows.size(), new Axis(LinearScale.around(low, high), label));
        for (int i = 0; i < rows.size(); i++) {
            draw(chart, i, rows.get(i));
        }
        return chart.plot().finish(name);
    }

    private static void draw(RowChart chart, int index, Row row) {
        chart.write(index, row.name(), row.value());
        Plot plot = chart.plot();
        double middle = chart.middle(index);
        List<Double> at = row.quantiles();
        Svg drawing = new Svg();
        Plot.rectangle(drawing, chart.touch(index), "touch");
        drawing.empty("path", "class", "whisker", "d", Plot.path(plot.x(at.get(0)), middle, plot.x(at.get(4)), middle));
        Plot.rectangle(drawing, chart.bar(index, at.get(1), at.get(3)), "box");
        double median = plot.x(at.get(2));
        drawing.empty("path", "class", "whisker", "d", Plot.path(median, middle - HALF, median, middle + HALF));
        plot.mark(Mark.of(row.name() + "\n" + row.value(), ""), drawing);
    }
}
