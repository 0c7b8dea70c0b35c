package org.fovea.site.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.OffScale;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Words;

/**
 * Runs as points of a chart, each of which leads to its run: filled for those on a front, hollow for the rest, arrows
 * at the edge for those that the chart cannot show.
 *
 * @param frame of the page
 * @param plot that they are on
 * @param x where a run is on the axis below
 * @param y where it is on the axis on the left
 */
record RunMarks(Frame frame, Plot plot, ToDoubleFunction<RunRow> x, ToDoubleFunction<RunRow> y) {
    private static final int MAX_MARKS = 1500;
    private static final int MOST_REMARKS = 12;
    private static final double NAME = 210; // width

    void add(RunRow run, String words, String style) {
        plot.point(
                new Mark(
                        words,
                        frame.tracks().style(run.track()),
                        Optional.of(frame.to(frame.paths().run(run)))),
                x.applyAsDouble(run),
                y.applyAsDouble(run),
                frame.tracks().shape(run.track()),
                style);
    }

    /** Adds runs as dots that cannot be pointed at. */
    void addDots(String style, List<RunRow> runs) {
        plot.dots(style, places(runs.stream().filter(this::fits).toList()));
    }

    private List<double[]> places(List<RunRow> runs) {
        return runs.stream()
                .map(run -> new double[] {x.applyAsDouble(run), y.applyAsDouble(run)})
                .toList();
    }

    /** Whether a run has its place on the chart. */
    boolean fits(RunRow run) {
        return plot.edge(x.applyAsDouble(run), y.applyAsDouble(run)).isEmpty();
    }

    /**
     * Adds a front as a broken line with filled marks, and the other runs.
     *
     * @param front by x, rising
     * @param beaten by number; of very many the first are dots
     * @return how many are dots
     */
    int addFront(List<RunRow> front, List<RunRow> beaten) {
        int dots = Math.max(0, beaten.size() - Plot.marks(MAX_MARKS));
        addDots("", beaten.subList(0, dots));
        plot.steps("line front", places(front));
        beaten.subList(dots, beaten.size()).forEach(run -> add(run, RunWords.facts(run), "mark faint"));
        front.forEach(run -> add(run, RunWords.facts(run), "mark solid"));
        return dots;
    }

    /**
     * Writes names, as far as there is room: the baseline's first, then from the end of the front on.
     *
     * @param floor if it is on the chart
     * @param most names
     * @param written how a value is written
     */
    void name(Optional<RunRow> floor, List<RunRow> front, int most, DoubleFunction<String> written) {
        Set<RunRow> named = new LinkedHashSet<>(floor.stream().toList());
        named.addAll(front.reversed());
        named.stream().limit(most).forEach(run -> {
            String baseline = floor.filter(run::equals).isPresent() ? "baseline " : "";
            String name = Words.fit(RunWords.name(run), NAME);
            label(run, baseline + written.apply(y.applyAsDouble(run)) + " " + name);
        });
    }

    /** Writes next to a run; false where there is no room. */
    boolean label(RunRow run, String text) {
        return plot.label(x.applyAsDouble(run), y.applyAsDouble(run), text);
    }

    /**
     * Adds arrows for the runs that do not fit, the highest first, names them as far as there is room, and explains.
     */
    List<Figure.Remark> addBeyond(List<RunRow> runs) {
        List<RunRow> beyond = runs.stream()
                .filter(run -> !fits(run))
                .sorted(Comparator.comparingDouble(y).reversed().thenComparing(RunRow::number))
                .toList();
        beyond.forEach(run -> add(run, RunWords.facts(run), ""));
        List<Figure.Remark> remarks = new ArrayList<>();
        for (RunRow run : beyond.subList(0, Math.min(MOST_REMARKS, beyond.size()))) {
            String score = Wording.score(y.applyAsDouble(run));
            label(run, score + " " + Words.fit(RunWords.name(run), NAME));
            String where = plot.edge(x.applyAsDouble(run), y.applyAsDouble(run))
                    .map(Plot.Edge::words)
                    .orElse("");
            remarks.add(remark(run, score + " at " + Wording.bytes(run.bytes()) + " bytes, " + where + "."));
        }
        if (beyond.size() > MOST_REMARKS) {
            remarks.add(new Figure.Remark(
                    beyond.size() - MOST_REMARKS + " more",
                    Optional.empty(),
                    "have their arrows at the edge, and all their values in the data."));
        }
        return remarks;
    }

    /** A remark on a run, with what the ledger says of it. */
    Figure.Remark remark(RunRow run, String words) {
        String track = OffScale.honest(run)
                ? ""
                : "A run of the track " + run.track()
                        + " needs the original, or payload that nobody counts, so that no honest run is compared "
                        + "with it. ";
        String why = RunWords.explanation(frame.snapshot(), run)
                .map(text -> "The ledger says: " + text.strip())
                .orElse("The ledger does not say why.");
        return new Figure.Remark(
                RunWords.name(run), Optional.of(frame.to(frame.paths().run(run))), words + " " + track + why);
    }

    /** At most so many remarks of what has no place on a chart. */
    static List<Figure.Remark> some(List<Figure.Remark> remarks) {
        return remarks.subList(0, Math.min(MOST_REMARKS, remarks.size()));
    }
}
