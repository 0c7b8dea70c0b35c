package org.fovea.site.chart;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.OffScale;
import org.fovea.site.model.ParetoFront;
import org.fovea.site.plot.Axis;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.LogScale;
import org.fovea.site.plot.Plot;

/** Bytes against what one network loses, of all honest whole runs, without the price of the bytes in the ordinate. */
final class DistortionChart {
    private static final double HEIGHT = 380;
    private static final double ROOM = 1.15; // around the points, as a ratio
    private static final int NAMED = 6;

    private final Frame frame;
    private final Term term;
    private final List<RunRow> runs;
    private final Optional<RunRow> floor;
    private final Plot plot;

    /** What is lost. */
    enum Term {
        /** Share of pixels whose class changes. */
        SEGMENTATION("Segmentation: pixels whose class changes", "Share of wrong pixels (log scale)"),
        /** Mean squared error of the pose network's answers. */
        POSE("Pose: error of the pose network", "Mean squared pose error (log scale)");

        private final String title;
        private final String axis;

        Term(String title, String axis) {
            this.title = title;
            this.axis = axis;
        }

        private double of(RunRow run) {
            return this == SEGMENTATION ? run.segmentation() : run.pose();
        }
    }

    private DistortionChart(Frame frame, List<RunRow> runs, Optional<RunRow> floor, Term term) {
        this.frame = frame;
        this.term = term;
        this.floor = floor;
        this.runs = runs;
        double[] bytes = runs.stream().mapToDouble(RunRow::bytes).sorted().toArray();
        double[] losses = runs.stream().mapToDouble(term::of).sorted().toArray();
        plot = Plot.usual(
                HEIGHT,
                new Axis(new LogScale(bytes[0] / ROOM, bytes[bytes.length - 1] * ROOM), "Bytes (log scale)"),
                new Axis(new LogScale(losses[0] / ROOM, losses[losses.length - 1] * ROOM), term.axis));
    }

    /** The figure; absent where no honest run loses anything. */
    static Optional<Figure> of(Frame frame, List<RunRow> whole, Optional<RunRow> floor, OffScale offScale, Term term) {
        List<RunRow> runs = whole.stream()
                .filter(OffScale::honest)
                .filter(offScale.beyond().negate())
                .filter(run -> term.of(run) > 0) // a log scale has no 0
                .toList();
        return runs.isEmpty() ? Optional.empty() : Optional.of(new DistortionChart(frame, runs, floor, term).figure());
    }

    private Figure figure() {
        plot.axes();
        List<RunRow> front = ParetoFront.front(runs, RunRow::bytes, term::of);
        Set<RunRow> best = new HashSet<>(front);
        FrontMarks marks = new FrontMarks(frame, plot, RunRow::bytes, term::of);
        marks.draw(front, runs.stream().filter(run -> !best.contains(run)).toList());
        marks.name(floor.filter(runs::contains), front, NAMED, Wording::distortion);
        return new Figure(
                term.title,
                plot.finish(term.title + ", over bytes. Each mark leads to its run."),
                "Runs on all pairs; both axes are log scales, and down and left is better. No other run is both "
                        + "smaller and better in this term than a filled mark.",
                List.of(),
                Optional.empty());
    }
}
