package org.fovea.site.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Accounting;
import org.fovea.site.model.ParetoFront;
import org.fovea.site.plot.Axis;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.LinearScale;
import org.fovea.site.plot.LogScale;
import org.fovea.site.plot.Plot;

/** Bytes against score of all whole runs, and the front of those that no other beats in both. */
final class ParetoChart {
    private static final double HEIGHT = 440;
    private static final int MAX_NAMED = 7;

    private final Frame frame;
    private final ParetoFront front;
    private final Optional<RunRow> floor;
    private final Plot plot;
    private final FrontMarks marks;

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
        marks = new FrontMarks(frame, plot, this::bytes, this::score);
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
        int dots = marks.draw(front.front(), front.others());
        List<OffScaleRemarks.Beyond> beyond = new ArrayList<>();
        List<Figure.Remark> remarks = new ArrayList<>();
        for (RunRow run :
                Stream.concat(front.offScale().stream(), front.apart().stream()).toList()) {
            Optional<OffScaleRemarks.Beyond> place =
                    front.accounting().score(run).map(score -> new OffScaleRemarks.Beyond(run, bytes(run), score));
            if (place.isPresent() && !OffScaleRemarks.fits(plot, place.get())) {
                beyond.add(place.get());
            } else {
                place.ifPresent(_ -> marks.mark(run, "mark"));
                remarks.add(new Figure.Remark(
                        RunWords.name(run),
                        Optional.of(frame.to(frame.paths().run(run))),
                        (place.isPresent()
                                        ? "on no front. "
                                        : "not plotted, since what it needs outside its archive is not known. ")
                                + OffScaleRemarks.why(frame, run)));
            }
        }
        List<Figure.Remark> all = new ArrayList<>(OffScaleRemarks.draw(frame, plot, marks.labels(), beyond));
        all.addAll(remarks.subList(0, Math.min(12, remarks.size())));
        marks.name(
                floor.filter(run -> front.accounting().score(run).isPresent()),
                front.front(),
                MAX_NAMED,
                Wording::score);
        String title =
                "Bytes against score, " + Wording.accounting(front.accounting().name());
        return new Figure(
                title, plot.finish(title + ". Each mark leads to its run."), caption(dots), all, Optional.empty());
    }

    private String caption(int dots) {
        StringBuilder text = new StringBuilder(
                front.accounting() == Accounting.CURRENT_WORKFLOW
                        ? "The archive alone is charged. "
                        : "The archive and what inflating needs outside it are charged. ");
        text.append("The broken line is the Pareto front: no other run is both smaller and better than a filled mark. "
                + "Hollow marks are beaten by one of these.");
        if (!front.apart().isEmpty()) {
            text.append(" Exploits, and runs that were invalidated, are on no front: they show what the rules "
                    + "overlook, not what a codec can do.");
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
