package org.fovea.site.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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
import org.fovea.site.plot.Axis;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Labels;
import org.fovea.site.plot.LinearScale;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.TimeScale;
import org.fovea.site.plot.Words;

/**
 * Score over time: the floor as a line of steps, each turning point labelled with what changed, and all other whole
 * runs around it.
 */
public final class ScoreOverTime {
    private static final double HEIGHT = 430;
    /** Marks of a page that is about it. */
    public static final int MANY = 1500;

    /** Marks of a page that must stay light. */
    public static final int FEW = 60;

    private static final double LABEL_WIDTH = 250;

    /**
     * Turning points with a label, besides the first and the last: those that bought most. The others stand in the
     * table.
     */
    private static final int NAMED_GAINS = 5;

    /** What the axis below tells. */
    public enum Across {
        /** When runs ended. */
        TIME,
        /** Numbers of runs: a night of many runs is as wide as they are many. */
        NUMBER
    }

    private final Across across;

    private final Frame frame;
    private final List<RunRow> whole;
    private final List<TurningPoint> points;
    private final Plot plot;
    private final Labels labels;
    private final OffScale offScale;
    private final int most;
    private int named;

    private ScoreOverTime(
            Frame frame, List<RunRow> whole, List<TurningPoint> points, OffScale offScale, int most, Across across) {
        this.frame = frame;
        this.across = across;
        this.most = most;
        this.whole = whole;
        this.points = points;
        this.offScale = offScale;
        double[] scores = Stream.concat(whole.stream(), points.stream().map(TurningPoint::run))
                .filter(OffScale::honest)
                .filter(offScale.beyond().negate())
                .mapToDouble(RunRow::score)
                .sorted()
                .toArray();
        double[] shown = scores.length == 0 ? new double[] {0, 1} : scores;
        plot = Plot.usual(
                HEIGHT,
                axis(),
                new Axis(LinearScale.around(shown[0], shown[shown.length - 1]), "Score, lower is better"));
        labels = new Labels(plot.area());
    }

    private Axis axis() {
        double[] places = Stream.concat(
                        whole.stream().map(this::at), points.stream().map(this::at))
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double first = places[0];
        double last = places[places.length - 1];
        return switch (across) {
            case TIME ->
                new Axis(
                        TimeScale.around(Instant.ofEpochMilli((long) first), Instant.ofEpochMilli((long) last)),
                        "Time (UTC)");
            case NUMBER -> new Axis(LinearScale.around(first, last).ofWhole(), "Number of the run");
        };
    }

    private double at(RunRow run) {
        return across == Across.TIME ? run.ended().toEpochMilli() : run.number();
    }

    /** A run becomes the floor after it has ended; by number it stands at its own. */
    private double at(TurningPoint point) {
        return across == Across.TIME ? point.time().toEpochMilli() : point.run().number();
    }

    /** The figure of a benchmark over time. */
    public static Optional<Figure> of(Frame frame, Numbered<Benchmark> benchmark, int most) {
        return of(frame, benchmark, most, Across.TIME);
    }

    /**
     * The figure of a benchmark; absent where no run covers all pairs.
     *
     * @param most other runs than turning points that can be pointed at, the latest; those before are dots
     */
    public static Optional<Figure> of(Frame frame, Numbered<Benchmark> benchmark, int most, Across across) {
        List<RunRow> whole =
                frame.snapshot().runs(benchmark).stream().filter(RunRow::whole).toList();
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ScoreOverTime(
                        frame,
                        whole,
                        TurningPoint.of(frame.snapshot(), benchmark),
                        OffScale.of(whole, frame.snapshot().floor(benchmark)),
                        most,
                        across)
                .figure(benchmark));
    }

    private Figure figure(Numbered<Benchmark> benchmark) {
        plot.axes();
        double end = plot.horizontal().scale().high();
        List<double[]> steps = points.stream()
                .map(point -> new double[] {at(point), point.run().score()})
                .sorted(Comparator.comparingDouble(step -> step[0]))
                .toList();
        List<RunRow> others = others();
        others.stream().filter(run -> OffScaleRemarks.fits(plot, place(run))).forEach(this::drawOther);
        drawDots();
        plot.steps("line floor", steps, end);
        keepLineFree(steps, end);
        points.stream()
                .filter(point -> OffScaleRemarks.fits(plot, place(point.run())))
                .forEach(this::drawTurningPoint);
        List<OffScaleRemarks.Beyond> beyond = whole.stream()
                .map(this::place)
                .filter(place -> !OffScaleRemarks.fits(plot, place))
                .toList();
        List<Figure.Remark> remarks = OffScaleRemarks.draw(frame, plot, labels, beyond);
        nameTurningPoints();
        String name = (across == Across.TIME ? "Score over time on " : "Score by number of run on ")
                + benchmark.record().name();
        return new Figure(
                name,
                plot.finish(name + ". " + points.size() + " turning points, " + whole.size()
                        + " runs on all pairs; each mark leads to its run."),
                caption(others.size()),
                remarks,
                Optional.empty());
    }

    /** Whole runs that never were the floor, the latest where there are too many. */
    private List<RunRow> others() {
        Set<String> promoted = new HashSet<>();
        points.forEach(point -> promoted.add(point.run().key()));
        List<RunRow> others =
                whole.stream().filter(run -> !promoted.contains(run.key())).toList();
        return others.subList(Math.max(0, others.size() - most), others.size());
    }

    /** Those that are too many to be pointed at. */
    private void drawDots() {
        List<RunRow> marked = others();
        Set<String> known = new HashSet<>();
        Stream.concat(marked.stream(), points.stream().map(TurningPoint::run)).forEach(run -> known.add(run.key()));
        plot.dots(
                "faint",
                whole.stream()
                        .filter(run -> !known.contains(run.key()) && OffScaleRemarks.fits(plot, place(run)))
                        .map(run -> new double[] {plot.x(at(run)), plot.y(run.score())})
                        .toList());
    }

    private OffScaleRemarks.Beyond place(RunRow run) {
        return new OffScaleRemarks.Beyond(run, at(run), run.score());
    }

    private void drawOther(RunRow run) {
        double x = plot.x(at(run));
        double y = plot.y(run.score());
        plot.mark(
                new Mark(
                        RunWords.facts(run),
                        frame.tracks().style(run.track()),
                        Optional.of(frame.to(frame.paths().run(run)))),
                x,
                y,
                frame.tracks().shape(run.track()),
                "mark faint");
        labels.avoid(Box.around(x, y, 5));
    }

    private void keepLineFree(List<double[]> steps, double end) {
        for (int i = 0; i < steps.size(); i++) {
            double x = plot.x(steps.get(i)[0]);
            double y = plot.y(steps.get(i)[1]);
            double next = plot.x(i + 1 < steps.size() ? steps.get(i + 1)[0] : end);
            double below = plot.y(i + 1 < steps.size() ? steps.get(i + 1)[1] : steps.get(i)[1]);
            labels.avoid(Box.between(x, y, next, y));
            labels.avoid(Box.between(next, y, next, below));
            labels.avoid(Box.around(x, y, 6));
        }
    }

    private void drawTurningPoint(TurningPoint point) {
        RunRow run = point.run();
        String name = RunWords.facts(run) + "\nthe baseline from " + Wording.minute(point.time())
                + point.prior()
                        .map(prior -> "\n" + Wording.change(point.scoreChange()) + " against " + RunWords.name(prior))
                        .orElse("")
                + "\n" + RunWords.changes(point.changes(), run);
        plot.mark(
                new Mark(
                        name,
                        frame.tracks().style(run.track()),
                        Optional.of(frame.to(frame.paths().run(run)))),
                plot.x(at(point)),
                plot.y(run.score()),
                frame.tracks().shape(run.track()),
                "mark solid");
    }

    /** The first and the last are named first, then the few that bought most: more labels than these cannot be read. */
    private void nameTurningPoints() {
        List<TurningPoint> order = new ArrayList<>();
        if (!points.isEmpty()) {
            order.add(points.getLast());
            order.add(points.getFirst());
        }
        points.stream()
                .filter(point -> !order.contains(point))
                .sorted(Comparator.comparingDouble(TurningPoint::scoreChange))
                .limit(NAMED_GAINS)
                .forEach(order::add);
        List<TurningPoint> drawn = order.stream()
                .distinct()
                .filter(point -> OffScaleRemarks.fits(plot, place(point.run())))
                .toList();
        for (TurningPoint point : drawn) {
            double x = plot.x(at(point));
            double y = plot.y(point.run().score());
            String score = Wording.score(point.run().score()) + " ";
            String text =
                    score + Words.fit(RunWords.brief(point.changes(), point.run()), LABEL_WIDTH - Words.width(score));
            labels.place(x, y, text).ifPresent(placed -> {
                plot.label(placed);
                named++;
            });
        }
    }

    private String caption(int others) {
        String text = "The line is the baseline (the lab’s floor), the score to beat at the time; filled marks are the "
                + "runs that became the baseline, with what changed. Hollow marks are other runs on all pairs; "
                + "shapes tell tracks apart.";
        int left = whole.size() - points.size() - others;
        int unnamed = points.size() - named;
        return text
                + (unnamed > 0
                        ? " " + unnamed + (unnamed == 1 ? " turning point has" : " turning points have")
                                + " no label, so that the largest gains can be read; the table of turning points has "
                                + "them all."
                        : "")
                + (left > 0
                        ? " The latest " + Wording.count(others) + " of these can be pointed at; the "
                                + Wording.count(left) + " before are dots."
                        : "");
    }
}
