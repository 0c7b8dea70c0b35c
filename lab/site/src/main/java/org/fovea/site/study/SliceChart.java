package org.fovea.site.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.fovea.lab.study.Levels;
import org.fovea.lab.study.StudyResults;
import org.fovea.site.chart.RunWords;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Scale;
import org.fovea.site.plot.Words;

/** Scores over the values of one setting. */
final class SliceChart {
    private static final double HEIGHT = 250;
    private static final int MOST = 400;
    private static final double BESIDE = 0.06; // of the distance of two values: those of one value lie side by side
    private static final double MOST_BESIDE = 0.3;
    private static final double TITLE = 300;

    private SliceChart() {}

    /** A small chart for each setting; those of more than 32 words have none. */
    static List<Figure> of(Frame frame, StudyResults results) {
        return IntStream.range(0, results.settings().size())
                .mapToObj(setting -> one(frame, results, setting))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Figure> one(Frame frame, StudyResults results, int setting) {
        List<StudyResults.Point> points = results.points().stream()
                .filter(point -> !results.oneAtATime()
                        || results.onlyChange(point)
                                .filter(change -> change == setting)
                                .isPresent())
                .toList();
        List<StudyResults.Point> shown = points.subList(Math.max(0, points.size() - MOST), points.size());
        List<String> values = new ArrayList<>(
                shown.stream().map(point -> point.values().get(setting)).toList());
        boolean withBase = results.oneAtATime() && results.floorIsBase();
        if (withBase) {
            values.add(results.base().get(setting));
        }
        return Levels.of(values)
                .filter(levels -> levels.names().size() > 1 && !shown.isEmpty())
                .map(levels -> draw(frame, results, setting, shown, values, levels));
    }

    private static Figure draw(
            Frame frame,
            StudyResults results,
            int setting,
            List<StudyResults.Point> shown,
            List<String> values,
            Levels levels) {
        double fence = results.fence();
        double[] scores = shown.stream().mapToDouble(StudyResults.Point::score).toArray();
        double[] inside =
                DoubleStream.of(scores).filter(score -> score <= fence).toArray();
        DoubleSummaryStatistics drawn = DoubleStream.concat(
                        inside.length == 0 ? DoubleStream.of(scores[0]) : DoubleStream.of(inside),
                        results.floor().stream().mapToDouble(StudyResults.Floor::score))
                .summaryStatistics();
        String name = results.settings().get(setting);
        SettingScale across = SettingScale.of(values, levels, Plot.PANEL_WIDTH - 70);
        Plot plot = Plot.panel(
                HEIGHT,
                new Plot.Axis(across.scale(), Words.fit(name, TITLE)),
                new Plot.Axis(Scale.Linear.around(drawn.getMin(), drawn.getMax()), "Score, lower is better"));
        results.floor().ifPresent(floor -> plot.level("axis mean", floor.score()));
        if (across.stepped()) {
            means(plot, shown, levels);
        }
        int failed = 0;
        Map<Integer, Integer> before = new HashMap<>();
        for (int i = 0; i < shown.size(); i++) {
            StudyResults.Point point = shown.get(i);
            int place = levels.places().get(i);
            int there = Collections.frequency(levels.places().subList(0, shown.size()), place);
            double number = before.merge(place, 1, Integer::sum) - (there + 1) / 2.0;
            double step = Math.min(BESIDE, 2 * MOST_BESIDE / there);
            double beside = across.stepped() ? number * step : 0;
            failed += point.score() > fence ? 1 : 0;
            plot.point(
                    new Mark(
                            point.candidate().label() + " at " + point.values().get(setting) + "\n"
                                    + RunWords.facts(point.run()),
                            "",
                            Optional.of(frame.to(frame.paths().run(point.run())))),
                    across.places().get(i) + beside,
                    point.score(),
                    Mark.shape(0),
                    "mark faint");
        }
        String caption = (failed == 0
                        ? ""
                        : failed == 1
                                ? "The arrow at the upper edge is a failed candidate beyond the axis."
                                : "Arrows at the upper edge are failed candidates beyond the axis.")
                + (shown.size() < MOST ? "" : " The latest " + Wording.count(MOST) + " candidates.");
        return new Figure(
                "Score over " + name,
                plot.finish("Score over " + name + ". Each mark leads to its run."),
                caption.strip());
    }

    /** A short line at the mean of each value. */
    private static void means(Plot plot, List<StudyResults.Point> shown, Levels levels) {
        for (int place = 0; place < levels.names().size(); place++) {
            int wanted = place;
            IntStream.range(0, shown.size())
                    .filter(i -> levels.places().get(i) == wanted)
                    .mapToDouble(i -> shown.get(i).score())
                    .average()
                    .stream()
                    .filter(mean -> plot.edge(wanted, mean).isEmpty())
                    .forEach(mean -> plot.path(
                            "whisker",
                            Plot.path(plot.x(wanted - 0.32), plot.y(mean), plot.x(wanted + 0.32), plot.y(mean))));
        }
    }

    /**
     * A setting's values on an axis: few of them as places one beside the other, many numbers to scale.
     *
     * @param scale of the axis
     * @param places where each candidate is on the scale, in their order
     * @param stepped whether the scale has places
     */
    record SettingScale(Scale scale, List<Double> places, boolean stepped) {
        private static final int FEW = 12;
        private static final double WIDE = 30; // ratio of numbers from which on ratios matter

        /**
         * Of a column of values that {@link Levels} can tell apart.
         *
         * @param room for all names together, in units of a chart
         */
        static SettingScale of(List<String> values, Levels levels, double room) {
            if (!levels.ordered() || levels.names().size() <= FEW) {
                return new SettingScale(
                        new Scale.Steps(levels.names(), room / levels.names().size() - 4),
                        levels.places().stream().map(Integer::doubleValue).toList(),
                        true);
            }
            List<Double> numbers = values.stream().map(Double::parseDouble).toList();
            double low = Collections.min(numbers);
            double high = Collections.max(numbers);
            Scale scale = low > 0 && high / low >= WIDE ? Scale.Log.around(low, high) : Scale.Linear.around(low, high);
            return new SettingScale(scale, numbers, false);
        }
    }
}
