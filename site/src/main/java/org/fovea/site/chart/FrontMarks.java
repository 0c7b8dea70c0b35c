package org.fovea.site.chart;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Labels;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Words;

/**
 * Draws runs over bytes: a broken line through those that no other beats, filled marks for them, hollow ones for the
 * rest, and the names of some.
 */
final class FrontMarks {
    private static final int MAX_MARKS = 1500;
    private static final double NAME = 210; // width

    private final Frame frame;
    private final Plot plot;
    private final Labels labels;
    private final ToDoubleFunction<RunRow> bytes;
    private final ToDoubleFunction<RunRow> loss;

    /**
     * On a chart.
     *
     * @param bytes where a run is on the axis below
     * @param loss where it is on the axis on the left
     */
    FrontMarks(Frame frame, Plot plot, ToDoubleFunction<RunRow> bytes, ToDoubleFunction<RunRow> loss) {
        this.frame = frame;
        this.plot = plot;
        this.labels = new Labels(plot.area());
        this.bytes = bytes;
        this.loss = loss;
    }

    /** Places of labels, to keep some free. */
    Labels labels() {
        return labels;
    }

    /**
     * Draws the runs.
     *
     * @param front by bytes, rising
     * @param beaten by number; of very many the first are dots that cannot be pointed at
     * @return how many are dots
     */
    int draw(List<RunRow> front, List<RunRow> beaten) {
        int dots = Math.max(0, beaten.size() - MAX_MARKS);
        plot.dots(
                "",
                beaten.subList(0, dots).stream()
                        .map(run -> new double[] {x(run), y(run)})
                        .toList());
        line(front);
        beaten.subList(dots, beaten.size()).forEach(run -> mark(run, "mark faint"));
        front.forEach(run -> mark(run, "mark solid"));
        return dots;
    }

    private double x(RunRow run) {
        return plot.x(bytes.applyAsDouble(run));
    }

    private double y(RunRow run) {
        return plot.y(loss.applyAsDouble(run));
    }

    private void line(List<RunRow> front) {
        plot.steps(
                "line front",
                front.stream()
                        .map(run -> new double[] {bytes.applyAsDouble(run), loss.applyAsDouble(run)})
                        .toList(),
                plot.horizontal().scale().high());
        for (int i = 0; i < front.size(); i++) {
            double x = x(front.get(i));
            double y = y(front.get(i));
            boolean last = i + 1 == front.size();
            double next = last ? plot.area().right() : x(front.get(i + 1));
            labels.avoid(Box.between(x, y, next, y));
            labels.avoid(Box.between(next, y, next, last ? y : y(front.get(i + 1))));
        }
    }

    /** Draws one run. */
    void mark(RunRow run, String style) {
        plot.mark(
                new Mark(
                        RunWords.facts(run),
                        frame.tracks().style(run.track()),
                        Optional.of(frame.to(frame.paths().run(run)))),
                x(run),
                y(run),
                frame.tracks().shape(run.track()),
                style);
        labels.avoid(Box.around(x(run), y(run), 5));
    }

    /**
     * Writes names, as far as there is room: the floor's first, then from the largest archive of the front on.
     *
     * @param floor if it is on the chart
     * @param most names
     * @param written how a loss is written
     */
    void name(Optional<RunRow> floor, List<RunRow> front, int most, DoubleFunction<String> written) {
        Set<RunRow> named = new LinkedHashSet<>(floor.stream().toList());
        named.addAll(front.reversed());
        named.stream().limit(most).forEach(run -> {
            String text = (floor.filter(run::equals).isPresent() ? "baseline " : "")
                    + written.apply(loss.applyAsDouble(run)) + " " + Words.fit(RunWords.name(run), NAME);
            labels.place(x(run), y(run), text).ifPresent(plot::label);
        });
    }
}
