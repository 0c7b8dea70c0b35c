package org.fovea.site.watch;

import java.util.List;
import java.util.stream.IntStream;
import org.fovea.site.layout.Wording;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Scale;

/** A figure of a run over its training steps, a line for each stage, its stages one after the other. */
final class TermChart {
    private static final double HEIGHT = 260;
    private static final int MOST_POINTS = 400;

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
        int look = 0;
        for (WatchPage.Curve curve : term.curves()) {
            draw(plot, curve, look++ % 8);
        }
        WatchPage.Curve now = term.curves().getLast();
        String caption = term.caption() + " Last: "
                + Wording.score(now.points().getLast().value()) + ", in " + now.stage() + ".";
        return new Figure(term.title(), plot.finish(term.title()), caption);
    }

    private static void draw(Plot plot, WatchPage.Curve curve, int look) {
        int size = curve.points().size();
        int stride = Math.max(1, size / MOST_POINTS);
        List<double[]> points = IntStream.range(0, size)
                .filter(i -> i % stride == 0 || i == size - 1)
                .mapToObj(curve.points()::get)
                .map(point -> new double[] {point.step(), point.value()})
                .toList();
        plot.line("line t" + (look + 1), null, points);
        WatchPage.Point first = curve.points().getFirst();
        Box area = plot.area();
        boolean high = plot.y(first.value()) < area.y() + area.height() / 3; // the curve is where the name would be
        double line = high ? area.y() + area.height() - 6 : area.y() + 12;
        plot.text(curve.stage(), plot.x(first.step()) + 4, line, "start", "soft halo");
    }
}
