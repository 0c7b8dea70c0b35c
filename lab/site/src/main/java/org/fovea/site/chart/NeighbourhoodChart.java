package org.fovea.site.chart;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.fovea.lab.record.Round;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Coverage;
import org.fovea.site.model.Neighbourhood;
import org.fovea.site.model.Quantiles;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.RowChart;
import org.fovea.site.plot.Scale;

/** One setting at a time: bars for whole runs beside the baseline, intervals for rounds on subsets. */
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
        return figure(
                "One setting away from the baseline",
                new Plot.Axis(
                        scale(shown.stream().map(Neighbourhood.Neighbour::scoreChange)),
                        "Change of the score against the baseline; left of 0 is better"),
                shown.stream().map(each -> row(frame, each)),
                "Runs on all pairs whose settings differ from the baseline’s in exactly one. Bars to the right are "
                        + "worse than the baseline."
                        + beyond() + most(around.runs().size()));
    }

    private static Optional<Figure> figure(String title, Plot.Axis axis, Stream<RowChart.Row> rows, String caption) {
        return Optional.of(new Figure(title, new RowChart(axis, true, rows.toList()).svg(title), caption));
    }

    private static RowChart.Row row(Frame frame, Neighbourhood.Neighbour each) {
        String change = Wording.change(each.scoreChange());
        String words =
                RunWords.facts(each.run()) + "\n" + each.change().text() + "\n" + change + " against the baseline";
        return new RowChart.Row(
                each.run().name().orElseGet(() -> RunWords.brief(List.of(each.change()), each.run())),
                change + ", " + Wording.byteChange(each.bytesChange()) + " B",
                RunMarks.of(frame, each.run(), words),
                List.of(new RowChart.Part.Bar(0, each.scoreChange(), each.scoreChange() > 0 ? "worse" : "better")));
    }

    /** Rounds on subsets; absent where there are none. */
    static Optional<Figure> rounds(Frame frame, Neighbourhood around) {
        if (around.rounds().isEmpty()) {
            return Optional.empty();
        }
        List<Neighbourhood.Comparison> shown =
                around.rounds().stream().limit(MOST).toList();
        return figure(
                "One setting away, on subsets",
                new Plot.Axis(
                        scale(shown.stream()
                                .map(each -> each.round().record())
                                .flatMap(round -> Stream.of(round.low(), round.high()))),
                        "Gain on the subset, in points; right of 0 is better"),
                shown.stream().map(each -> row(frame, each)),
                "Rounds on a few pairs, each against the baseline at the time, whose candidate begins the row, on "
                        + "the same pairs; the newest baseline first. A ranking, by which a study decides what to "
                        + "try further. The mark is the gain on these pairs; the line is the spread between pairs "
                        + "that the study decided by. It is no confidence interval for the gain on the whole clip, "
                        + "since an archive that is built for a few pairs is another one. "
                        + beyond().strip() + most(around.rounds().size()));
    }

    /** How often the gain on all pairs was on the line. */
    static String coverage(Coverage coverage) {
        return coverage.comparisons() == 0
                ? "How often a line below holds the gain on all pairs is not known: no candidate was measured on both."
                : "Do not trust this ranking alone: of " + Wording.count(coverage.comparisons())
                        + " lines whose gain on all pairs was measured, " + Wording.count(coverage.covered())
                        + String.format(
                                Locale.ROOT,
                                " held it (%.0f %%).",
                                100.0 * coverage.covered() / coverage.comparisons());
    }

    private static RowChart.Row row(Frame frame, Neighbourhood.Comparison each) {
        Round round = each.round().record();
        String words = each.round().label() + " " + each.change().text() + "\ngain " + Wording.change(round.gain())
                + ", from " + Wording.change(round.low()) + " to " + Wording.change(round.high()) + "\non "
                + each.run().pairs() + " pairs against " + each.floor().numberLabel() + "\n"
                + Wording.decision(round.decision());
        String candidate = frame.snapshot().candidate(each.floor()).label();
        return new RowChart.Row(
                candidate + " " + RunWords.brief(List.of(each.change()), each.run()),
                Wording.change(round.gain()) + " on " + each.run().pairs() + ", " + Wording.decision(round.decision()),
                RunMarks.of(frame, each.run(), words),
                List.of(new RowChart.Part.Span(round.low(), round.high()), new RowChart.Part.Dot(round.gain())));
    }

    /** From the lower to the upper outer fence of values, as far as there are any; 0 is always on it. */
    private static Scale scale(Stream<Double> values) {
        double[] sorted = values.mapToDouble(Double::doubleValue).sorted().toArray();
        double lower = Quantiles.of(sorted, 0.25);
        double upper = Quantiles.of(sorted, 0.75);
        double room = FENCES * (upper - lower);
        DoubleSummaryStatistics shown = DoubleStream.concat(
                        DoubleStream.of(0),
                        Arrays.stream(sorted).filter(value -> value >= lower - room && value <= upper + room))
                .summaryStatistics();
        double length = shown.getMax() - shown.getMin();
        double margin = length > 0 ? 0.04 * length : 0.001;
        return new Scale.Linear(shown.getMin() - margin, shown.getMax() + margin);
    }

    private static String beyond() {
        return " An arrow at the edge means that a value lies beyond the axis (more than three times the distance "
                + "between the quartiles from these); its figures are on the right and in the data.";
    }

    private static String most(int all) {
        return all > MOST ? " The first " + MOST + " of " + Wording.count(all) + "; all are in the data." : "";
    }
}
