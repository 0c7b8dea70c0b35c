package org.fovea.site.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.ParetoFront;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Scale;

/** Bytes against score of all whole runs, and the front of those that no other beats in both. */
final class ParetoChart {
    private static final double HEIGHT = 440;
    private static final int MAX_NAMED = 7;

    private ParetoChart() {}

    /** The figure; absent where no run can be on a front. */
    static Optional<Figure> of(Frame frame, ParetoFront front, Optional<RunRow> floor) {
        if (front.front().isEmpty()) {
            return Optional.empty();
        }
        ParetoFront.Accounting accounting = front.accounting();
        List<RunRow> shown =
                Stream.concat(front.front().stream(), front.others().stream()).toList();
        double[] bytes = shown.stream()
                .mapToDouble(run -> accounting.bytes(run).orElseThrow())
                .sorted()
                .toArray();
        double[] scores = shown.stream()
                .mapToDouble(run -> accounting.score(run).orElseThrow())
                .sorted()
                .toArray();
        return Optional.of(Figure.both(() -> draw(frame, accounting, front, floor, bytes, scores)));
    }

    private static Figure draw(
            Frame frame,
            ParetoFront.Accounting accounting,
            ParetoFront front,
            Optional<RunRow> floor,
            double[] bytes,
            double[] scores) {
        Plot plot = Plot.of(
                HEIGHT,
                new Plot.Axis(Scale.Log.around(bytes[0], bytes[bytes.length - 1]), "Bytes (log scale)"),
                new Plot.Axis(Scale.Linear.around(scores[0], scores[scores.length - 1]), "Score, lower is better"));
        RunMarks marks = new RunMarks(
                frame,
                plot,
                run -> accounting.bytes(run).orElseThrow(),
                run -> accounting.score(run).orElseThrow());
        int dots = marks.addFront(front.front(), front.others());
        List<RunRow> beyond = new ArrayList<>();
        List<Figure.Remark> remarks = new ArrayList<>();
        for (RunRow run :
                Stream.concat(front.offScale().stream(), front.apart().stream()).toList()) {
            if (accounting.score(run).isEmpty()) {
                remarks.add(marks.remark(run, "not plotted, since what it needs outside its archive is not known."));
            } else if (marks.fits(run)) {
                marks.add(run, RunWords.facts(run), "mark");
                remarks.add(marks.remark(run, "on no front."));
            } else {
                beyond.add(run);
            }
        }
        List<Figure.Remark> all = new ArrayList<>(marks.addBeyond(beyond));
        all.addAll(RunMarks.some(remarks));
        marks.name(floor.filter(run -> accounting.score(run).isPresent()), front.front(), MAX_NAMED, Wording::score);
        String title = "Bytes against score, " + Wording.accounting(accounting.name());
        String svg = plot.finish(title + ". Each mark leads to its run.");
        return new Figure(title, svg, caption(front, dots), all, Optional.empty());
    }

    private static String caption(ParetoFront front, int dots) {
        StringBuilder text = new StringBuilder(
                front.accounting() == ParetoFront.Accounting.CURRENT_WORKFLOW
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
