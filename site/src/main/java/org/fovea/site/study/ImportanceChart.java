package org.fovea.site.study;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.study.Importance;
import org.fovea.site.layout.Wording;
import org.fovea.site.plot.Axis;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.LinearScale;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.RowChart;
import org.fovea.site.plot.Svg;

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
        RowChart rows =
                new RowChart(shown.size(), new Axis(LinearScale.fromZero(100 * high), "Share of the variance, in %"));
        for (int i = 0; i < shown.size(); i++) {
            draw(rows, i, shown.get(i));
        }
        String title = "Importance of settings";
        String more = importance.rows().size() > MOST ? " The first " + MOST + "; all are in the data." : "";
        return new Figure(title, rows.plot().finish(title), caption(importance) + more, List.of(), Optional.empty());
    }

    private static void draw(RowChart rows, int index, Importance.Row row) {
        rows.write(index, row.setting(), Wording.percent(row.share()) + ", up to " + Wording.points(row.range()));
        Plot plot = rows.plot();
        Svg drawing = new Svg();
        Plot.rectangle(drawing, rows.touch(index), "touch");
        Plot.rectangle(drawing, rows.bar(index, 0, 100 * row.share()), "bar");
        row.chance().ifPresent(chance -> {
            double x = plot.x(100 * chance);
            double y = rows.middle(index);
            drawing.empty("path", "class", "chance", "d", Plot.path(x, y - 10, x, y + 10));
        });
        String name = row.setting() + "\n" + Wording.percent(row.share()) + " of the variance"
                + (row.chance().isPresent()
                        ? ", by chance up to " + Wording.percent(row.chance().getAsDouble())
                        : "")
                + "\nbest at " + row.best() + ", " + Wording.points(row.range())
                + " points between the best value and the worst";
        plot.mark(Mark.of(name, ""), drawing);
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
