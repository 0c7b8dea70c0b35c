package org.fovea.site.chart;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.OffScale;
import org.fovea.site.model.ParetoFront;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Scale;

/** Bytes against what one network loses, of all honest runs on all pairs; the price of the bytes is not in it. */
final class DistortionChart {
    private static final double HEIGHT = 380;
    private static final double ROOM = 1.15; // around the points, as a ratio
    private static final int NAMED = 6;

    private DistortionChart() {}

    /** What is lost. */
    enum Term {
        /** Share of pixels whose class changes. */
        SEGMENTATION(
                "Segmentation: pixels whose class changes", "Share of wrong pixels (log scale)", RunRow::segmentation),
        /** Mean squared error of the pose network's output. */
        POSE("Pose: error of the pose network", "Mean squared pose error (log scale)", RunRow::pose);

        private final String title;
        private final String axis;
        private final ToDoubleFunction<RunRow> of;

        Term(String title, String axis, ToDoubleFunction<RunRow> of) {
            this.title = title;
            this.axis = axis;
            this.of = of;
        }
    }

    /** The figure; absent where no honest run loses anything. */
    static Optional<Figure> of(Frame frame, List<RunRow> whole, Optional<RunRow> floor, OffScale offScale, Term term) {
        List<RunRow> runs = whole.stream()
                .filter(OffScale::honest)
                .filter(offScale.beyond().negate())
                .filter(run -> term.of.applyAsDouble(run) > 0) // a log scale has no 0
                .toList();
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Figure.both(() -> draw(frame, runs, floor, term)));
    }

    private static Figure draw(Frame frame, List<RunRow> runs, Optional<RunRow> floor, Term term) {
        Plot plot = Plot.of(
                HEIGHT,
                new Plot.Axis(scale(runs, RunRow::bytes), "Bytes (log scale)"),
                new Plot.Axis(scale(runs, term.of), term.axis));
        List<RunRow> front = ParetoFront.front(runs, RunRow::bytes, term.of);
        RunMarks marks = new RunMarks(frame, plot, RunRow::bytes, term.of);
        marks.addFront(front, runs.stream().filter(run -> !front.contains(run)).toList());
        marks.name(floor.filter(runs::contains), front, NAMED, Wording::distortion);
        return new Figure(
                term.title,
                plot.finish(term.title + ", over bytes. Each mark leads to its run."),
                "Runs on all pairs; both axes are log scales, and down and left is better. No other run is both "
                        + "smaller and better in this term than a filled mark.");
    }

    private static Scale scale(List<RunRow> runs, ToDoubleFunction<RunRow> of) {
        DoubleSummaryStatistics values = runs.stream().mapToDouble(of).summaryStatistics();
        return new Scale.Log(values.getMin() / ROOM, values.getMax() * ROOM);
    }
}
