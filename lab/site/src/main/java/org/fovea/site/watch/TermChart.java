package org.fovea.site.watch;

import java.util.List;
import java.util.stream.IntStream;
import org.fovea.site.layout.Wording;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Labels;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Scale;
import org.fovea.site.plot.Words;

/** A figure of a run over its training steps, a line for each stage, its stages one after the other. */
final class TermChart {
    private static final double HEIGHT = 260;
    private static final int MOST_POINTS = 400;

    /** Up to so many values of a stage are shown one by one, so that a short one is seen. */
    private static final int MOST_DOTS = 5;

    /** Lines of names, one below the other, before one is left out. */
    private static final int ROWS = 4;

    /** Below this ratio of largest to smallest, equal differences read better. */
    private static final double WIDE = 8;

    private TermChart() {}

    static Figure of(WatchPage.Term term) {
        double last = term.curves().stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(WatchPage.Point::step)
                .max()
                .orElse(1);
        double[] values = term.curves().stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(WatchPage.Point::value)
                .sorted()
                .toArray();
        double low = values[0];
        double high = values[values.length - 1];
        Scale up = low > 0 && high > WIDE * low ? Scale.Log.around(low, high) : Scale.Linear.around(low, high);
        Plot plot = Plot.of(
                HEIGHT,
                new Plot.Axis(Scale.Linear.fromZero(last).ofWhole(), "training steps, stages one after the other"),
                new Plot.Axis(up, term.unit() + (up instanceof Scale.Log ? ", log scale" : "")));
        Labels names = new Labels(new Box(0, 0, Plot.width(), HEIGHT));
        int look = 0;
        for (WatchPage.Curve curve : term.curves()) {
            draw(plot, names, curve, look++ % 8);
        }
        WatchPage.Curve now = term.curves().getLast();
        boolean few = term.curves().stream().allMatch(curve -> curve.points().size() == 1);
        String caption = term.caption() + " Last: "
                + Wording.score(now.points().getLast().value()) + ", in " + now.stage() + "."
                + (few ? " Too few steps so far for a curve: a dot is a stage's only value." : "");
        return new Figure(term.title(), plot.finish(term.title()), caption);
    }

    private static void draw(Plot plot, Labels names, WatchPage.Curve curve, int look) {
        int size = curve.points().size();
        int stride = Math.max(1, size / MOST_POINTS);
        String style = "t" + (look + 1);
        List<double[]> points = IntStream.range(0, size)
                .filter(i -> i % stride == 0 || i == size - 1)
                .mapToObj(curve.points()::get)
                .map(point -> new double[] {point.step(), point.value()})
                .toList();
        plot.line("line " + style, null, points);
        if (size <= MOST_DOTS) {
            for (WatchPage.Point point : curve.points()) {
                String words =
                        curve.stage() + ", step " + Wording.count(point.step()) + ": " + Wording.score(point.value());
                plot.point(Mark.of(words, style), point.step(), point.value(), Mark.shape(look), "mark solid");
            }
        }
        name(plot, names, curve);
    }

    /** The stage's name at the start of its curve, above or below it, clear of the names of other stages. */
    private static void name(Plot plot, Labels names, WatchPage.Curve curve) {
        WatchPage.Point first = curve.points().getFirst();
        Box area = plot.area();
        boolean high = plot.y(first.value()) < area.y() + area.height() / 3; // the curve is where the name would be
        double width = Words.width(curve.stage());
        double left = Math.min(plot.x(first.step()) + 4, area.right() - width);
        for (int row = 0; row < ROWS; row++) {
            double line = high ? area.bottom() - 6 - row * Words.LINE : area.y() + 12 + row * Words.LINE;
            if (names.take(new Box(left, line - Words.LINE + 4, width, Words.LINE - 1))) {
                plot.text(curve.stage(), left, line, "start", "soft halo");
                return;
            }
        }
    }
}
