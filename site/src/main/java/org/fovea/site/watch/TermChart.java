package org.fovea.site.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.site.layout.Wording;
import org.fovea.site.plot.Axis;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.LinearScale;
import org.fovea.site.plot.LogScale;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Scale;
import org.fovea.site.plot.Svg;

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
        Scale up = low > 0 && high > WIDE * low ? LogScale.around(low, high) : LinearScale.around(low, high);
        Plot plot = Plot.usual(
                HEIGHT,
                new Axis(LinearScale.fromZero(last).ofWhole(), "training steps, stages one after the other"),
                new Axis(up, term.unit() + (up instanceof LogScale ? ", log scale" : "")));
        plot.axes();
        int look = 0;
        for (WatchPage.Curve curve : term.curves()) {
            draw(plot, curve, look++ % 8);
        }
        WatchPage.Curve now = term.curves().getLast();
        String caption = term.caption() + " Last: "
                + Wording.score(now.points().getLast().value()) + ", in " + now.stage() + ".";
        return new Figure(term.title(), plot.finish(term.title()), caption, List.of(), Optional.empty());
    }

    private static void draw(Plot plot, WatchPage.Curve curve, int look) {
        List<String> path = new ArrayList<>();
        int size = curve.points().size();
        int stride = Math.max(1, size / MOST_POINTS);
        for (int i = 0; i < size; i++) {
            if (i % stride == 0 || i == size - 1) {
                WatchPage.Point point = curve.points().get(i);
                path.add(Svg.number(plot.x(point.step())) + " " + Svg.number(plot.y(point.value())));
            }
        }
        plot.svg().open("g", "class", "t" + (look + 1));
        plot.svg().empty("path", "class", "line", "d", "M" + String.join("L", path));
        plot.svg().close("g");
        WatchPage.Point first = curve.points().getFirst();
        plot.text(curve.stage(), plot.x(first.step()) + 4, plot.area().y() + 12, "start", "soft halo");
    }
}
