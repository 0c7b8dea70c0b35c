package org.fovea.site.chart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Accounting;
import org.fovea.site.model.ParetoFront;
import org.fovea.site.plot.Axis;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Labels;
import org.fovea.site.plot.LinearScale;
import org.fovea.site.plot.LogScale;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Words;

/** Bytes against score of all whole runs, and the front of those that no other beats in both. */
final class ParetoChart {
    private static final double HEIGHT = 440;
    private static final int MAX_MARKS = 1500;
    private static final int MAX_NAMED = 7;

    private final Frame frame;
    private final ParetoFront front;
    private final Optional<RunRow> floor;
    private final Plot plot;
    private final Labels labels;

    private ParetoChart(Frame frame, ParetoFront front, Optional<RunRow> floor) {
        this.frame = frame;
        this.front = front;
        this.floor = floor;
        List<RunRow> shown =
                Stream.concat(front.front().stream(), front.others().stream()).toList();
        double[] bytes = shown.stream().mapToDouble(this::bytes).sorted().toArray();
        double[] scores = shown.stream().mapToDouble(this::score).sorted().toArray();
        plot = Plot.usual(
                HEIGHT,
                new Axis(LogScale.around(bytes[0], bytes[bytes.length - 1]), "Bytes (log scale)"),
                new Axis(LinearScale.around(scores[0], scores[scores.length - 1]), "Score, lower is better"));
        labels = new Labels(plot.area());
    }

    /** The figure; absent where no run can be on a front. */
    static Optional<Figure> of(Frame frame, ParetoFront front, Optional<RunRow> floor) {
        return front.front().isEmpty() ? Optional.empty() : Optional.of(new ParetoChart(frame, front, floor).figure());
    }

    private double bytes(RunRow run) {
        return front.accounting().bytes(run).orElseThrow();
    }

    private double score(RunRow run) {
        return front.accounting().score(run).orElseThrow();
    }

    private Figure figure() {
        plot.axes();
        int first = Math.max(0, front.others().size() - MAX_MARKS);
        plot.dots(
                "",
                front.others().subList(0, first).stream()
                        .map(run -> new double[] {plot.x(bytes(run)), plot.y(score(run))})
                        .toList());
        drawFront();
        front.others().subList(first, front.others().size()).forEach(run -> draw(run, "mark faint"));
        front.front().forEach(run -> draw(run, "mark solid"));
        List<OffScaleRemarks.Beyond> beyond = new ArrayList<>();
        List<Figure.Remark> remarks = new ArrayList<>();
        for (RunRow run :
                Stream.concat(front.offScale().stream(), front.apart().stream()).toList()) {
            Optional<OffScaleRemarks.Beyond> place =
                    front.accounting().score(run).map(score -> new OffScaleRemarks.Beyond(run, bytes(run), score));
            if (place.isPresent() && !OffScaleRemarks.fits(plot, place.get())) {
                beyond.add(place.get());
            } else {
                place.ifPresent(_ -> draw(run, "mark"));
                remarks.add(new Figure.Remark(
                        RunWords.name(run),
                        Optional.of(frame.to(frame.paths().run(run))),
                        (place.isPresent()
                                        ? "on no front. "
                                        : "not plotted, since what it needs outside its archive is not known. ")
                                + OffScaleRemarks.why(frame, run)));
            }
        }
        List<Figure.Remark> all = new ArrayList<>(OffScaleRemarks.draw(frame, plot, labels, beyond));
        all.addAll(remarks.subList(0, Math.min(12, remarks.size())));
        nameFront();
        String title =
                "Bytes against score, " + Wording.accounting(front.accounting().name());
        return new Figure(
                title, plot.finish(title + ". Each mark leads to its run."), caption(first), all, Optional.empty());
    }

    private void drawFront() {
        List<double[]> points = front.front().stream()
                .map(run -> new double[] {bytes(run), score(run)})
                .toList();
        double end = plot.horizontal().scale().high();
        plot.steps("line front", points, end);
        for (int i = 0; i < points.size(); i++) {
            double next = i + 1 < points.size() ? points.get(i + 1)[0] : end;
            double below = points.get(Math.min(i + 1, points.size() - 1))[1];
            labels.avoid(Box.between(
                    plot.x(points.get(i)[0]), plot.y(points.get(i)[1]), plot.x(next), plot.y(points.get(i)[1])));
            labels.avoid(Box.between(plot.x(next), plot.y(points.get(i)[1]), plot.x(next), plot.y(below)));
        }
    }

    private void draw(RunRow run, String style) {
        double x = plot.x(bytes(run));
        double y = plot.y(score(run));
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

    private void nameFront() {
        Set<String> named = new HashSet<>();
        Stream.concat(
                        floor.filter(run -> front.accounting().score(run).isPresent()).stream(),
                        front.front().reversed().stream())
                .filter(run -> named.add(run.key()))
                .limit(MAX_NAMED)
                .forEach(run -> {
                    String what = floor.filter(run::equals).isPresent() ? "baseline " : "";
                    String text = what + Wording.score(score(run)) + " " + Words.fit(RunWords.name(run), 220);
                    labels.place(plot.x(bytes(run)), plot.y(score(run)), text).ifPresent(plot::label);
                });
    }

    private String caption(int dots) {
        StringBuilder text = new StringBuilder(
                front.accounting() == Accounting.CURRENT_WORKFLOW
                        ? "The archive alone is charged. "
                        : "The archive and what inflating needs outside it are charged. ");
        text.append(
                "The broken line is the Pareto front: no other run is both smaller and better than a filled mark. Hollow marks are beaten by one of these.");
        if (!front.apart().isEmpty()) {
            text.append(
                    " Exploits, and runs that were invalidated, are on no front: they show what the rules overlook, not what a codec can do.");
        }
        if (!front.unknown().isEmpty()) {
            text.append(' ')
                    .append(Wording.count(front.unknown().size()))
                    .append(" runs are missing, since the ledger does not say what they need outside their archives.");
        }
        if (dots > 0) {
            text.append(" The first ").append(Wording.count(dots)).append(" beaten runs are dots.");
        }
        return text.toString();
    }
}
