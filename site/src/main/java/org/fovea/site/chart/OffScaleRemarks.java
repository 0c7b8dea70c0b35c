package org.fovea.site.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.OffScale;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Labels;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Scale;
import org.fovea.site.plot.Words;

/** Runs that a chart of scores cannot show: an arrow at its edge, and a remark with name, value and reason. */
public final class OffScaleRemarks {
    private static final int MOST = 12;
    private static final double LABEL_WIDTH = 330;
    private static final double EDGE = 8;

    private OffScaleRemarks() {}

    /**
     * A run with its place in the chart.
     *
     * @param run off either axis
     * @param x value on the axis below
     * @param score value on the axis on the left
     */
    public record Beyond(RunRow run, double x, double score) {
        private Optional<Edge> edge(Plot plot) {
            Scale across = plot.horizontal().scale();
            Scale up = plot.vertical().scale();
            return score > up.high()
                    ? Optional.of(Edge.ABOVE)
                    : score < up.low()
                            ? Optional.of(Edge.BELOW)
                            : x < across.low()
                                    ? Optional.of(Edge.LEFT)
                                    : x > across.high() ? Optional.of(Edge.RIGHT) : Optional.empty();
        }
    }

    private enum Edge {
        ABOVE("above the chart", "M0 -7L6 2H2V7H-2V2H-6Z"),
        BELOW("below the chart", "M0 7L6 -2H2V-7H-2V-2H-6Z"),
        LEFT("left of the chart", "M-7 0L2 6V2H7V-2H2V-6Z"),
        RIGHT("right of the chart", "M7 0L-2 6V2H-7V-2H-2V-6Z");

        private final String words;
        private final String shape;

        Edge(String words, String shape) {
            this.words = words;
            this.shape = shape;
        }
    }

    /** Whether a run has its place within the chart. */
    public static boolean fits(Plot plot, Beyond run) {
        return run.edge(plot).isEmpty();
    }

    /** Draws arrows at the edges, names what there is room for, and gives the remarks. */
    public static List<Figure.Remark> draw(Frame frame, Plot plot, Labels labels, List<Beyond> beyond) {
        List<Beyond> farthest = beyond.stream()
                .sorted(Comparator.comparingDouble(Beyond::score)
                        .reversed()
                        .thenComparing(each -> each.run().number()))
                .toList();
        Box inner = new Box(
                plot.area().x() + EDGE,
                plot.area().y() + EDGE,
                plot.area().width() - 2 * EDGE,
                plot.area().height() - 2 * EDGE);
        List<Figure.Remark> remarks = new ArrayList<>();
        List<double[]> places = new ArrayList<>();
        for (Beyond each : farthest) {
            double x = Math.clamp(plot.x(each.x()), inner.x(), inner.right());
            double y = Math.clamp(plot.y(each.score()), inner.y(), inner.bottom());
            Edge edge = each.edge(plot).orElseThrow();
            plot.mark(
                    new Mark(
                            RunWords.facts(each.run()) + "\n" + edge.words,
                            frame.tracks().style(each.run().track()),
                            Optional.of(frame.to(frame.paths().run(each.run())))),
                    x,
                    y,
                    edge.shape,
                    "mark arrow");
            labels.avoid(Box.around(x, y, EDGE));
            places.add(new double[] {x, y});
        }
        for (int i = 0; i < Math.min(MOST, farthest.size()); i++) {
            Beyond each = farthest.get(i);
            String text = Words.fit(Wording.score(each.score()) + " " + RunWords.name(each.run()), LABEL_WIDTH);
            labels.place(places.get(i)[0], places.get(i)[1], text).ifPresent(plot::label);
            remarks.add(remark(frame, each, each.edge(plot).orElseThrow()));
        }
        if (farthest.size() > MOST) {
            remarks.add(new Figure.Remark(
                    (farthest.size() - MOST) + " more",
                    Optional.empty(),
                    "have their arrows at the edge, and all their values in the data."));
        }
        return remarks;
    }

    private static Figure.Remark remark(Frame frame, Beyond each, Edge edge) {
        RunRow run = each.run();
        return new Figure.Remark(
                RunWords.name(run),
                Optional.of(frame.to(frame.paths().run(run))),
                Wording.score(each.score()) + " at " + Wording.bytes(run.bytes()) + " bytes, " + edge.words + ". "
                        + why(frame, run));
    }

    /** Why a run is no measure for others, in a sentence or two. */
    public static String why(Frame frame, RunRow run) {
        String track = OffScale.honest(run)
                ? ""
                : "A run of the track " + run.track()
                        + " needs the original, or payload that nobody counts, so that no honest run is compared "
                        + "with it. ";
        return track
                + RunWords.explanation(frame.snapshot(), run)
                        .map(text -> "The ledger says: " + text.strip())
                        .orElse("The ledger does not say why.");
    }
}
