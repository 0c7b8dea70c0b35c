package org.fovea.site.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.lab.record.Round;
import org.fovea.lab.round.Calibration;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Neighbourhood;
import org.fovea.site.model.Quantiles;
import org.fovea.site.plot.Axis;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.LinearScale;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.RowChart;
import org.fovea.site.plot.Svg;

/** One setting at a time: bars for whole runs beside the floor, intervals for rounds on subsets. */
final class NeighbourhoodChart {
    private static final int MOST = 60;
    private static final double FENCES = 3;

    private NeighbourhoodChart() {}

    /** Whole runs; absent where none differs in one setting alone. */
    static Optional<Figure> runs(Frame frame, Neighbourhood around) {
        if (around.runs().isEmpty()) {
            return Optional.empty();
        }
        List<Neighbourhood.Neighbour> shown = around.runs().stream().limit(MOST).toList();
        LinearScale scale = scale(
                shown.stream().mapToDouble(Neighbourhood.Neighbour::scoreChange).toArray());
        RowChart rows = new RowChart(
                shown.size(), new Axis(scale, "Change of the score against the baseline; left of 0 is better"));
        for (int i = 0; i < shown.size(); i++) {
            Neighbourhood.Neighbour each = shown.get(i);
            rows.write(
                    i,
                    each.run().name().orElseGet(() -> RunWords.brief(List.of(each.change()), each.run())),
                    Wording.change(each.scoreChange()) + ", " + Wording.byteChange(each.bytesChange()) + " B");
            Svg drawing = new Svg();
            Plot.rectangle(drawing, rows.touch(i), "touch");
            Plot.rectangle(drawing, rows.bar(i, 0, each.scoreChange()), each.scoreChange() > 0 ? "worse" : "better");
            arrow(drawing, rows, i, each.scoreChange(), scale);
            rows.plot()
                    .mark(
                            mark(
                                    frame,
                                    RunWords.facts(each.run()) + "\n"
                                            + each.change().text() + "\n" + Wording.change(each.scoreChange())
                                            + " against the baseline",
                                    each.run()),
                            drawing);
        }
        zero(rows);
        String title = "One setting away from the baseline";
        return Optional.of(new Figure(
                title,
                rows.plot().finish(title),
                "Runs on all pairs whose settings differ from the baseline’s in exactly one. Bars to the right are "
                        + "worse than the baseline."
                        + beyond() + most(around.runs().size()),
                List.of(),
                Optional.empty()));
    }

    /** Rounds on subsets, with how often their intervals were right; absent where there are none. */
    static Optional<Figure> rounds(Frame frame, Neighbourhood around, Calibration calibration) {
        if (around.rounds().isEmpty()) {
            return Optional.empty();
        }
        List<Neighbourhood.Comparison> shown =
                around.rounds().stream().limit(MOST).toList();
        LinearScale scale = scale(shown.stream()
                .flatMap(each -> Stream.of(
                        each.round().record().low(), each.round().record().high()))
                .mapToDouble(Double::doubleValue)
                .toArray());
        RowChart rows =
                new RowChart(shown.size(), new Axis(scale, "Gain on the subset, in points; right of 0 is better"));
        zero(rows);
        for (int i = 0; i < shown.size(); i++) {
            draw(frame, rows, i, shown.get(i), scale);
        }
        String title = "One setting away, on subsets";
        return Optional.of(new Figure(
                title,
                rows.plot().finish(title),
                "Rounds on a few pairs, each against the baseline at the time, whose candidate begins the row, on "
                        + "the same pairs; the newest baseline first. A ranking, by which a study decides what to "
                        + "try further. The mark is the gain on these pairs; the line is the spread between pairs "
                        + "that the study decided by. It is no confidence interval for the gain on the whole clip, "
                        + "since an archive that is built for a few pairs is another one. "
                        + coverage(calibration)
                        + beyond() + most(around.rounds().size()),
                List.of(),
                Optional.empty()));
    }

    /** How often the gain on all pairs was on the line. */
    private static String coverage(Calibration calibration) {
        long comparisons = calibration.measured().stream()
                .mapToLong(Calibration.Row::comparisons)
                .sum();
        long covered = calibration.measured().stream()
                .mapToLong(Calibration.Row::covered)
                .sum();
        return comparisons == 0
                ? "How often it held the gain on all pairs is not known: no candidate was measured on both."
                : "Of " + Wording.count(comparisons) + " lines whose gain on all pairs was measured, "
                        + Wording.count(covered) + " held it (" + CalibrationWords.share(covered, comparisons) + ").";
    }

    private static void draw(Frame frame, RowChart rows, int row, Neighbourhood.Comparison each, LinearScale scale) {
        Round round = each.round().record();
        rows.write(
                row,
                frame.snapshot().candidate(each.floor()).label() + " "
                        + RunWords.brief(List.of(each.change()), each.run()),
                Wording.change(round.gain()) + " on " + each.run().pairs() + ", " + Wording.decision(round.decision()));
        Svg drawing = new Svg();
        Plot.rectangle(drawing, rows.touch(row), "touch");
        double y = rows.middle(row);
        drawing.empty(
                "path",
                "class",
                "whisker",
                "d",
                Plot.path(rows.plot().x(round.low()), y, rows.plot().x(round.high()), y));
        if (scale.holds(round.gain())) {
            drawing.empty("circle", "class", "mark solid", "cx", rows.plot().x(round.gain()), "cy", y, "r", 4.0);
        }
        arrow(drawing, rows, row, round.low(), scale);
        arrow(drawing, rows, row, round.high(), scale);
        String words = each.round().label() + " " + each.change().text() + "\ngain " + Wording.change(round.gain())
                + ", from " + Wording.change(round.low()) + " to " + Wording.change(round.high()) + "\non "
                + each.run().pairs() + " pairs against " + each.floor().numberLabel() + "\n"
                + Wording.decision(round.decision());
        rows.plot().mark(mark(frame, words, each.run()), drawing);
    }

    private static Mark mark(Frame frame, String words, RunRow run) {
        return new Mark(
                words,
                frame.tracks().style(run.track()),
                Optional.of(frame.to(frame.paths().run(run))));
    }

    private static void zero(RowChart rows) {
        Box area = rows.plot().area();
        rows.plot()
                .path("zero", Plot.path(rows.plot().x(0), area.y(), rows.plot().x(0), area.bottom()));
    }

    /** From the lower to the upper outer fence of values, as far as there are any; 0 is always on it. */
    private static LinearScale scale(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double lower = Quantiles.of(sorted, 0.25);
        double upper = Quantiles.of(sorted, 0.75);
        double room = FENCES * (upper - lower);
        double low = Arrays.stream(sorted)
                .filter(value -> value >= lower - room)
                .min()
                .orElse(0);
        double high = Arrays.stream(sorted)
                .filter(value -> value <= upper + room)
                .max()
                .orElse(0);
        double from = Math.min(0, low);
        double to = Math.max(0, high);
        double beside = to > from ? 0.04 * (to - from) : 0.001;
        return new LinearScale(from - beside, to + beside);
    }

    /** Where a value lies beyond the axis, an arrow says so. */
    private static void arrow(Svg drawing, RowChart rows, int row, double value, LinearScale scale) {
        if (!scale.holds(value)) {
            boolean left = value < scale.low();
            double x = left ? rows.plot().area().x() : rows.plot().area().right();
            String path = left ? "M0 0L9 5V-5Z" : "M0 0L-9 5V-5Z";
            drawing.empty(
                    "path",
                    "class",
                    "mark arrow",
                    "d",
                    path,
                    "transform",
                    "translate(" + Svg.number(x) + " " + Svg.number(rows.middle(row)) + ")");
        }
    }

    private static String beyond() {
        return " An arrow at the edge means that a value lies beyond the axis (more than three times the distance "
                + "between the quartiles from these); its figures are on the right and in the data.";
    }

    private static String most(int all) {
        return all > MOST ? " The first " + MOST + " of " + Wording.count(all) + "; all are in the data." : "";
    }
}
