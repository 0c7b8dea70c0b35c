package org.fovea.site.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.LinearScore;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.PairCosts;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Scale;
import org.fovea.site.plot.Svg;

/**
 * Costs of the pairs of the baseline and of the one before, sorted: how many pairs are cheap, how dear the dearest are.
 *
 * @param figure both curves and their boxes
 * @param rows the same as figures
 */
public record PairCurves(Figure figure, List<Row> rows) {
    private static final double HEIGHT = 330;
    private static final double BOXES = 120; // room on the right
    private static final int MAX_POINTS = 400;

    /**
     * A distribution in figures.
     *
     * @param run whose
     * @param what baseline or prior baseline
     * @param costs of its pairs
     */
    public record Row(RunRow run, String what, PairCosts costs) {}

    /**
     * The figure; absent where the pairs of the baseline are not known.
     *
     * @param prior left out where its pairs are not known
     */
    static Optional<PairCurves> of(RunRow floor, Run run, Optional<RunRow> prior, Optional<Run> priorRun) {
        if (run.pairs().isEmpty()) {
            return Optional.empty();
        }
        LinearScore tangent = PairCosts.tangent(run);
        List<Row> rows = new ArrayList<>();
        priorRun.filter(other -> !other.pairs().isEmpty())
                .ifPresent(other ->
                        rows.add(new Row(prior.orElseThrow(), "previous baseline", PairCosts.of(other, tangent))));
        rows.add(new Row(floor, "baseline", PairCosts.of(run, tangent)));
        return Optional.of(new PairCurves(Figure.both(() -> draw(rows)), rows));
    }

    private static Figure draw(List<Row> rows) {
        double highest =
                rows.stream().mapToDouble(row -> row.costs().quantile(1)).max().orElseThrow();
        Plot plot = Plot.within(
                HEIGHT,
                new Box(58, 22, Plot.width() - 58 - BOXES, HEIGHT - 66),
                new Plot.Axis(new Scale.Linear(0, 100), "Per cent of the pairs, cheapest first"),
                new Plot.Axis(Scale.Linear.fromZero(highest), "Points of a pair alone"));
        rows.forEach(row -> curve(plot, row));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double from = row.what().equals("baseline") ? 0.15 : 0.45;
            plot.label(100 * from, row.costs().quantile(from), row.what() + " " + RunWords.name(row.run()));
            box(plot, row, plot.area().right() + 30 + i * 54);
        }
        String title = "Pairs of the baseline and of the one before, sorted";
        return new Figure(
                title,
                plot.finish(title),
                "A point on a line tells how many pairs cost at most that much. Boxes on the right go from the lower "
                        + "to the upper quartile, with the median as a line; whiskers reach the least and the most "
                        + "expensive pair. Pose is counted at the tangent of the baseline for both.");
    }

    private static void curve(Plot plot, Row row) {
        int points = Math.min(MAX_POINTS, Math.max(2, row.costs().sorted().length));
        List<double[]> curve = IntStream.range(0, points)
                .mapToDouble(i -> (double) i / (points - 1))
                .mapToObj(share -> new double[] {100 * share, row.costs().quantile(share)})
                .toList();
        plot.line(row.what().equals("baseline") ? "line" : "line prior", null, curve);
        for (int i = 1; i < points; i++) {
            double[] from = curve.get(i - 1);
            double[] to = curve.get(i);
            plot.avoid(Box.between(plot.x(from[0]), plot.y(from[1]), plot.x(to[0]), plot.y(to[1])));
        }
    }

    private static void box(Plot plot, Row row, double x) {
        PairCosts costs = row.costs();
        Svg drawing = new Svg();
        drawing.empty(
                "path", "class", "whisker", "d", Plot.path(x, plot.y(costs.quantile(0)), x, plot.y(costs.quantile(1))));
        Plot.rectangle(
                drawing,
                Box.between(x - 13, plot.y(costs.quantile(0.25)), x + 13, plot.y(costs.quantile(0.75))),
                "box");
        double median = plot.y(costs.quantile(0.5));
        drawing.empty("path", "class", "zero", "d", Plot.path(x - 13, median, x + 13, median));
        String words = row.what() + " " + RunWords.name(row.run()) + "\nmedian " + Wording.score(costs.quantile(0.5))
                + ", mean " + Wording.score(costs.mean())
                + "\nhalf of the pairs from " + Wording.score(costs.quantile(0.25)) + " to "
                + Wording.score(costs.quantile(0.75))
                + "\nall from " + Wording.score(costs.quantile(0)) + " to " + Wording.score(costs.quantile(1));
        plot.mark(Mark.of(words, ""), drawing);
        plot.text(
                row.what().equals("baseline") ? "baseline" : "previous",
                x,
                plot.area().y() - 10, // below they would touch the axis' last number
                "middle",
                "soft");
    }
}
