package org.fovea.site.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.OffScale;
import org.fovea.site.plot.Axis;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Labels;
import org.fovea.site.plot.LogScale;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Words;

/** Bytes against what one network loses, of all honest whole runs, without the price of the bytes in the ordinate. */
final class DistortionChart {
    private static final double HEIGHT = 380;
    private static final double ROOM = 1.15; // around the points, as a ratio
    private static final int MAX_MARKS = 1500;
    private static final int NAMED = 5;

    private final Frame frame;
    private final Term term;
    private final List<RunRow> runs;
    private final List<RunRow> front;
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
        this.front = front(runs, term);
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

    /** Runs that no other beats in bytes and in this loss, from the fewest bytes on. */
    static List<RunRow> front(List<RunRow> runs, Term term) {
        List<RunRow> sorted = new ArrayList<>(runs);
        sorted.sort(Comparator.comparingLong(RunRow::bytes).thenComparingDouble(term::of));
        List<RunRow> front = new ArrayList<>();
        for (RunRow run : sorted) {
            if (front.isEmpty() || term.of(run) < term.of(front.getLast())) {
                front.add(run);
            }
        }
        return front;
    }

    private Figure figure() {
        plot.axes();
        Labels labels = new Labels(plot.area());
        plot.steps(
                "line front",
                front.stream()
                        .map(run -> new double[] {run.bytes(), term.of(run)})
                        .toList(),
                plot.horizontal().scale().high());
        for (int i = 0; i < front.size(); i++) {
            double x = plot.x(front.get(i).bytes());
            double y = plot.y(term.of(front.get(i)));
            boolean last = i + 1 == front.size();
            double next = last ? plot.area().right() : plot.x(front.get(i + 1).bytes());
            labels.avoid(Box.between(x, y, next, y));
            labels.avoid(Box.between(next, y, next, last ? y : plot.y(term.of(front.get(i + 1)))));
        }
        List<RunRow> beaten = runs.stream().filter(run -> !front.contains(run)).toList();
        List<RunRow> marked = beaten.subList(Math.max(0, beaten.size() - MAX_MARKS), beaten.size());
        plot.dots(
                "",
                beaten.subList(0, beaten.size() - marked.size()).stream()
                        .map(run -> new double[] {plot.x(run.bytes()), plot.y(term.of(run))})
                        .toList());
        marked.forEach(run -> draw(run, "mark faint", labels));
        front.forEach(run -> draw(run, "mark solid", labels));
        List<RunRow> named =
                new ArrayList<>(floor.stream().filter(runs::contains).toList());
        front.reversed().stream()
                .filter(run -> !named.contains(run))
                .limit(NAMED)
                .forEach(named::add);
        for (RunRow run : named) {
            String text = (floor.filter(run::equals).isPresent() ? "baseline " : "") + Wording.distortion(term.of(run))
                    + " " + Words.fit(RunWords.name(run), 200);
            labels.place(plot.x(run.bytes()), plot.y(term.of(run)), text).ifPresent(plot::label);
        }
        return new Figure(
                term.title,
                plot.finish(term.title + ", over bytes. Each mark leads to its run."),
                "Runs on all pairs; both axes are log scales, and down and left is better. No other run is both smaller and better in this term than a filled mark.",
                List.of(),
                Optional.empty());
    }

    private void draw(RunRow run, String style, Labels labels) {
        double x = plot.x(run.bytes());
        double y = plot.y(term.of(run));
        plot.mark(
                new Mark(
                        RunWords.facts(run),
                        frame.tracks().style(run.track()),
                        Optional.of(frame.to(frame.paths().run(run)))),
                x,
                y,
                frame.tracks().shape(run.track()),
                style);
        labels.avoid(Box.around(x, y, 5));
    }
}
