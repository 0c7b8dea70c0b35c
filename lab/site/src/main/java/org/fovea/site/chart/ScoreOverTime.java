package org.fovea.site.chart;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.OffScale;
import org.fovea.site.model.TurningPoint;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Scale;
import org.fovea.site.plot.Words;

/**
 * Score over time: the baseline as a line of steps, turning points labelled with what changed, and all other runs on
 * all pairs around it.
 */
public final class ScoreOverTime {
    /** Marks of a page that is about it. */
    public static final int MANY = 1500;

    /** Marks of a page that must stay light. */
    public static final int FEW = 60;

    private static final double HEIGHT = 430;
    private static final double LABEL_WIDTH = 250;

    /** Turning points with a label besides the first and the last: the largest gains. The table has the others. */
    private static final int NAMED_GAINS = 5;

    private final List<RunRow> whole;
    private final List<TurningPoint> points;
    private final Map<RunRow, TurningPoint> pointOf = new HashMap<>();
    private final List<RunRow> others;
    private final int most;
    private final Plot plot;
    private final RunMarks marks;

    private ScoreOverTime(Frame frame, List<RunRow> whole, List<TurningPoint> points, OffScale offScale, int most) {
        this.most = Plot.marks(most);
        this.whole = whole;
        this.points = points;
        points.forEach(point -> pointOf.put(point.run(), point));
        this.others = whole.stream().filter(run -> !pointOf.containsKey(run)).toList();
        List<RunRow> all =
                Stream.concat(whole.stream(), pointOf.keySet().stream()).toList();
        double[] scores = all.stream()
                .filter(OffScale::honest)
                .filter(offScale.beyond().negate())
                .mapToDouble(RunRow::score)
                .sorted()
                .toArray();
        double[] shown = scores.length == 0 ? new double[] {0, 1} : scores;
        double[] places = all.stream().mapToDouble(this::at).sorted().toArray();
        plot = Plot.of(
                HEIGHT,
                new Plot.Axis(Scale.Time.around(places[0], places[places.length - 1]), "Time (UTC)"),
                new Plot.Axis(Scale.Linear.around(shown[0], shown[shown.length - 1]), "Score, lower is better"));
        marks = new RunMarks(frame, plot, this::at, RunRow::score);
    }

    /** A run becomes the baseline after it has ended. */
    private double at(RunRow run) {
        TurningPoint point = pointOf.get(run);
        return (point == null ? run.ended() : point.time()).toEpochMilli();
    }

    /**
     * The figure of a benchmark; absent where fewer than two runs cover all pairs.
     *
     * @param most other runs than turning points that can be pointed at, the latest; those before are dots
     */
    public static Optional<Figure> of(Frame frame, Numbered<Benchmark> benchmark, int most) {
        List<RunRow> whole =
                frame.snapshot().runs(benchmark).stream().filter(RunRow::whole).toList();
        if (whole.size() < 2) { // one dot says less than the figures of its run
            return Optional.empty();
        }
        OffScale offScale = OffScale.of(whole, frame.snapshot().floor(benchmark));
        List<TurningPoint> points = TurningPoint.of(frame.snapshot(), benchmark);
        String name = benchmark.record().name();
        return Optional.of(Figure.both(() -> new ScoreOverTime(frame, whole, points, offScale, most).figure(name)));
    }

    private Figure figure(String benchmark) {
        int dots = Math.max(0, others.size() - most);
        others.subList(dots, others.size()).stream()
                .filter(marks::fits)
                .forEach(run -> marks.add(run, RunWords.facts(run), "mark faint"));
        marks.addDots("faint", others.subList(0, dots));
        plot.steps(
                "line floor",
                points.stream()
                        .map(point -> new double[] {
                            point.time().toEpochMilli(), point.run().score()
                        })
                        .toList());
        points.stream()
                .filter(point -> marks.fits(point.run()))
                .forEach(point -> marks.add(point.run(), words(point), "mark solid"));
        List<Figure.Remark> remarks = marks.addBeyond(whole);
        long named = toName().stream().filter(this::label).count();
        String name = "Score over time on " + benchmark;
        String svg = plot.finish(name + ". " + points.size() + " turning points, " + whole.size()
                + " runs on all pairs; each mark leads to its run.");
        return new Figure(name, svg, caption(dots, points.size() - named), remarks, Optional.empty());
    }

    private static String words(TurningPoint point) {
        RunRow run = point.run();
        return RunWords.facts(run) + "\nthe baseline from " + Wording.minute(point.time())
                + point.prior()
                        .map(prior -> "\n" + Wording.change(point.scoreChange()) + " against " + RunWords.name(prior))
                        .orElse("")
                + "\n" + RunWords.changes(point.changes(), run);
    }

    /** The last and the first, then the few largest gains: more labels than these cannot be read. */
    private List<TurningPoint> toName() {
        Set<TurningPoint> order = new LinkedHashSet<>();
        if (!points.isEmpty()) {
            order.add(points.getLast());
            order.add(points.getFirst());
        }
        points.stream()
                .filter(point -> !order.contains(point))
                .sorted(Comparator.comparingDouble(TurningPoint::scoreChange))
                .limit(NAMED_GAINS)
                .toList()
                .forEach(order::add);
        return order.stream().filter(point -> marks.fits(point.run())).toList();
    }

    private boolean label(TurningPoint point) {
        if (Plot.isNarrow()) {
            String first = RunWords.brief(point.changes().stream().limit(1).toList(), point.run());
            int more = point.changes().size() - 1;
            return marks.label(
                    point.run(),
                    Wording.score(point.run().score()) + "\n" + first + (more > 0 ? " + " + more + " more" : ""));
        }
        String score = Wording.score(point.run().score()) + " ";
        String brief = RunWords.brief(point.changes(), point.run());
        return marks.label(point.run(), score + Words.fit(brief, LABEL_WIDTH - Words.width(score)));
    }

    private String caption(int dots, long unnamed) {
        return "The line is the baseline (the lab’s floor), the score to beat at the time; filled marks are the runs "
                + "that became the baseline, with what changed. Hollow marks are other runs on all pairs; shapes tell "
                + "tracks apart."
                + (unnamed > 0
                        ? " " + unnamed + (unnamed == 1 ? " turning point has" : " turning points have")
                                + " no label, so that the largest gains can be read; the table of turning points "
                                + "has them all."
                        : "")
                + (dots > 0
                        ? " The latest " + Wording.count(others.size() - dots) + " of these can be pointed at; the "
                                + Wording.count(dots) + " before are dots."
                        : "");
    }
}
