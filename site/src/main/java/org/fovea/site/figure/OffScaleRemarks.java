package org.fovea.site.figure;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.fovea.lab.store.RunRow;
import org.fovea.site.analysis.OffScale;
import org.fovea.site.page.Frame;
import org.fovea.site.page.Wording;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Labels;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Words;

/** Runs whose score a chart cannot show: an arrow at its edge, and a remark with name, value and reason. */
public final class OffScaleRemarks {
    private static final int MOST = 12;
    private static final double LABEL_WIDTH = 330;

    private OffScaleRemarks() {}

    /**
     * Draws arrows and writes remarks.
     *
     * @param beyond runs whose score lies beyond the scale of the axis on the left
     * @param across where each is on the other axis, in units of the chart
     * @param remarks to add to
     */
    public static void draw(
            Frame frame,
            Plot plot,
            Labels labels,
            List<RunRow> beyond,
            ToDoubleFunction<RunRow> across,
            List<Figure.Remark> remarks) {
        List<RunRow> farthest = beyond.stream()
                .sorted(Comparator.comparingDouble(RunRow::score).reversed())
                .toList();
        for (RunRow run : farthest) {
            boolean above = run.score() > plot.vertical().scale().high();
            double x = across.applyAsDouble(run);
            double y = above ? plot.area().y() + 8 : plot.area().bottom() - 8;
            plot.mark(
                    new Mark(
                            RunWords.facts(run) + "\noff the scale",
                            frame.tracks().style(run.track()),
                            Optional.of(frame.to(frame.paths().run(run)))),
                    x,
                    y,
                    above ? Shapes.UP : Shapes.DOWN,
                    "mark arrow");
            labels.avoid(Box.around(x, y, 8));
        }
        for (RunRow run : farthest.stream().limit(MOST).toList()) {
            boolean above = run.score() > plot.vertical().scale().high();
            double x = across.applyAsDouble(run);
            double y = above ? plot.area().y() + 8 : plot.area().bottom() - 8;
            String text = Words.fit(Wording.score(run.score()) + " " + RunWords.name(run), LABEL_WIDTH);
            labels.place(x, y, text).ifPresent(plot::label);
            remarks.add(remark(frame, run, above));
        }
        if (farthest.size() > MOST) {
            remarks.add(new Figure.Remark(
                    (farthest.size() - MOST) + " more",
                    Optional.empty(),
                    "are off the scale too; they are arrows at the edge, and in the data."));
        }
    }

    private static Figure.Remark remark(Frame frame, RunRow run, boolean above) {
        String where = Wording.score(run.score()) + ", " + (above ? "above" : "below") + " the chart. ";
        String track =
                OffScale.honest(run) ? "" : "Of the track " + run.track() + ", which no honest run is compared with. ";
        String why = RunWords.explanation(frame.snapshot(), run)
                .map(text -> "The ledger says: " + text)
                .orElse("The ledger does not say why.");
        return new Figure.Remark(
                RunWords.name(run), Optional.of(frame.to(frame.paths().run(run))), where + track + why);
    }
}
