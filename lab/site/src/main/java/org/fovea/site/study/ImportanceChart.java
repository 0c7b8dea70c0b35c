package org.fovea.site.study;

import java.util.ArrayList;
import java.util.List;
import org.fovea.lab.study.Importance;
import org.fovea.site.layout.Wording;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.RowChart;
import org.fovea.site.plot.Scale;

/** How much of the scores' variance each setting explains. */
final class ImportanceChart {
    private static final int MOST = 40;

    private ImportanceChart() {}

    static Figure of(Importance importance) {
        List<Importance.Row> shown = importance.rows().stream().limit(MOST).toList();
        double high = shown.stream()
                .mapToDouble(row -> Math.max(row.share(), row.chance().orElse(0)))
                .max()
                .orElse(1);
        String title = "Importance of settings";
        Plot.Axis axis = new Plot.Axis(Scale.Linear.fromZero(100 * high), "Share of the variance, in %");
        List<RowChart.Row> rows = shown.stream().map(ImportanceChart::row).toList();
        String more = importance.rows().size() > MOST ? " The first " + MOST + "; all are in the data." : "";
        return new Figure(title, new RowChart(axis, false, rows).svg(title), caption(importance) + more);
    }

    private static RowChart.Row row(Importance.Row row) {
        List<RowChart.Part> parts = new ArrayList<>(List.of(new RowChart.Part.Bar(0, 100 * row.share(), "bar")));
        row.chance().ifPresent(chance -> parts.add(new RowChart.Part.Stroke(100 * chance, 10, "chance")));
        String share = Wording.percent(row.share());
        String words = row.setting() + "\n" + share + " of the variance"
                + (row.chance().isPresent()
                        ? ", by chance up to " + Wording.percent(row.chance().getAsDouble())
                        : "")
                + "\nbest at " + row.best() + ", " + Wording.points(row.range())
                + " points between the best value and the worst";
        return new RowChart.Row(
                row.setting(), share + ", up to " + Wording.points(row.range()), Mark.of(words, ""), parts);
    }

    private static String caption(Importance importance) {
        return importance.method() == Importance.Method.FOREST
                ? "Each bar is the share of the scores’ variance that a setting explains by itself. The upright line "
                        + "is what a setting of no effect may reach by chance: a bar that ends left of it says "
                        + "nothing. On the right, the share and how far the mean scores of its best and worst values "
                        + "lie apart, in points."
                : "Each bar is the variance of the score along the values of one setting, as a share of the sum over "
                        + "all settings; on the right also how far its best and worst values lie apart, in points.";
    }
}
