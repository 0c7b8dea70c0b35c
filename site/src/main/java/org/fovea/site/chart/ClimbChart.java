package org.fovea.site.chart;

import java.util.List;
import java.util.Optional;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.TurningPoint;
import org.fovea.site.plot.Axis;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.LinearScale;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.RowChart;
import org.fovea.site.plot.Svg;

/** What each turning point took off the score, one under the other like a waterfall. */
final class ClimbChart {
    private static final int MOST = 60;

    private ClimbChart() {}

    /** The figure; absent where nothing was ever promoted. */
    static Optional<Figure> of(Frame frame, List<TurningPoint> all) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<TurningPoint> shown = all.subList(Math.max(0, all.size() - MOST), all.size());
        double low =
                shown.stream().mapToDouble(each -> each.run().score()).min().orElseThrow();
        double high = shown.stream()
                .mapToDouble(each -> Math.max(before(each), each.run().score()))
                .max()
                .orElseThrow();
        RowChart rows = new RowChart(shown.size(), new Axis(LinearScale.around(low, high), "Score, lower is better"));
        for (int i = 0; i < shown.size(); i++) {
            draw(frame, rows, i, shown.get(i));
        }
        String title = "Effect of each change";
        String caption =
                "Each bar goes from the baseline that was beaten to the new one; the first row is where the lab "
                        + "began. On the right, the change of the score and of the bytes."
                        + (all.size() > MOST
                                ? " The last " + MOST + " of " + all.size() + " turning points; all are in the table."
                                : "");
        return Optional.of(new Figure(title, rows.plot().finish(title), caption, List.of(), Optional.empty()));
    }

    private static double before(TurningPoint point) {
        return point.prior().map(run -> run.score()).orElse(point.run().score());
    }

    private static void draw(Frame frame, RowChart rows, int row, TurningPoint point) {
        var run = point.run();
        String what = point.number() + "  " + RunWords.brief(point.changes(), run);
        String value = point.bytesChange()
                .map(bytes -> Wording.change(point.scoreChange()) + ", " + Wording.byteChange(bytes) + " B")
                .orElse(Wording.score(run.score()) + " to begin with");
        rows.write(row, what, value);
        Svg drawing = new Svg();
        Plot.rectangle(drawing, rows.touch(row), "touch");
        Plot.rectangle(
                drawing, rows.bar(row, before(point), run.score()), point.scoreChange() > 0 ? "worse" : "better");
        String name = RunWords.facts(run) + "\n" + Wording.change(point.scoreChange())
                + " against the baseline before\n" + RunWords.changes(point.changes(), run);
        rows.plot().mark(new Mark(name, "", Optional.of(frame.to(frame.paths().run(run)))), drawing);
    }
}
