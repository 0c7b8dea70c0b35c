package org.fovea.site.chart;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.TurningPoint;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.RowChart;
import org.fovea.site.plot.Scale;

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
        String title = "Effect of each change";
        Plot.Axis axis = new Plot.Axis(Scale.Linear.around(low, high), "Score, lower is better");
        RowChart chart = new RowChart(
                axis, false, shown.stream().map(each -> row(frame, each)).toList());
        String caption =
                "Each bar goes from the baseline that was beaten to the new one; the first row is where the lab "
                        + "began. On the right, the change of the score and of the bytes."
                        + (all.size() > MOST
                                ? " The last " + MOST + " of " + all.size() + " turning points; all are in the table."
                                : "");
        return Optional.of(new Figure(title, chart.svg(title), caption));
    }

    private static double before(TurningPoint point) {
        return point.prior().orElse(point.run()).score();
    }

    private static RowChart.Row row(Frame frame, TurningPoint point) {
        RunRow run = point.run();
        String words = RunWords.facts(run) + "\n" + Wording.change(point.scoreChange())
                + " against the baseline before\n" + RunWords.changes(point.changes(), run);
        return new RowChart.Row(
                point.number() + "  " + RunWords.brief(point.changes(), run),
                point.bytesChange()
                        .map(bytes -> Wording.change(point.scoreChange()) + ", " + Wording.byteChange(bytes) + " B")
                        .orElse(Wording.score(run.score()) + " to begin with"),
                RunMarks.of(frame, run, words),
                List.of(new RowChart.Part.Bar(
                        before(point), run.score(), point.scoreChange() > 0 ? "worse" : "better")));
    }
}
