package org.fovea.site.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.study.Levels;
import org.fovea.lab.study.StudyResults;
import org.fovea.site.chart.RunWords;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Wording;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Scale;
import org.fovea.site.plot.Svg;
import org.fovea.site.plot.Words;

/** An upright axis for each setting and one for the score; a candidate is a line through its values. */
final class ParallelChart {
    private static final double HEIGHT = 400;
    private static final double TOP = 56;
    private static final double BOTTOM = HEIGHT - 18;
    private static final double LEFT = 20;
    private static final double RIGHT = 70; // of the last axis, whose numbers stand outside
    private static final int MOST_AXES = 7;
    private static final int NARROW_AXES = 3;
    private static final int MOST_LINES = 200;
    private static final int NAMED = 10; // values of an axis that have room
    private static final int FEWEST_BEST = 3;

    private final Frame frame;
    private final StudyResults results;
    private final List<Column> columns = new ArrayList<>();
    private final Svg svg = new Svg();
    private final double distance;
    private final double fence;

    /** A setting, and how its values are told apart. */
    private record Column(int setting, Levels levels) {}

    private ParallelChart(Frame frame, StudyResults results) {
        this.frame = frame;
        this.results = results;
        for (int i = 0; i < results.settings().size(); i++) {
            int setting = i;
            Levels.of(results.points().stream()
                            .map(point -> point.values().get(setting))
                            .toList())
                    .filter(levels ->
                            levels.names().size() > 1 && columns.size() < (Plot.isNarrow() ? NARROW_AXES : MOST_AXES))
                    .ifPresent(levels -> columns.add(new Column(setting, levels)));
        }
        this.distance = columns.isEmpty() ? 0 : (Plot.width() - LEFT - RIGHT) / columns.size();
        this.fence = results.fence();
    }

    /** The figure; absent where fewer than two settings vary or fewer than two candidates were measured. */
    static Optional<Figure> of(Frame frame, StudyResults results) {
        ParallelChart chart = new ParallelChart(frame, results);
        return chart.columns.size() < 2 || results.points().size() < 2
                ? Optional.empty()
                : Optional.of(Figure.both(() -> new ParallelChart(frame, results).figure()));
    }

    private double x(int axis) {
        return LEFT + axis * distance;
    }

    private static double y(double share) {
        return BOTTOM - share * (BOTTOM - TOP);
    }

    private static double y(Levels levels, int place) {
        return y((place + 0.5) / levels.names().size());
    }

    private Figure figure() {
        String title = "Settings and score of each candidate";
        Plot.begin(svg, HEIGHT, title + ". Each line leads to its run.");
        List<Integer> byScore = new ArrayList<>();
        for (int i = 0; i < results.points().size(); i++) {
            byScore.add(i);
        }
        byScore.sort(Comparator.comparingDouble(i -> results.points().get(i).score()));
        List<Integer> shown = byScore.subList(0, Math.min(MOST_LINES, byScore.size()));
        int best = Math.min(shown.size() / 2, Math.max(FEWEST_BEST, (int) Math.ceil(byScore.size() / 10.0)));
        double low = results.points().get(byScore.getFirst()).score();
        double high = Math.min(fence, results.points().get(shown.getLast()).score());
        Scale.Linear scores = Scale.Linear.around(low, Math.max(low, high));
        for (int i = shown.size() - 1; i >= 0; i--) {
            line(shown.get(i), i < best, scores);
        }
        for (int axis = 0; axis < columns.size(); axis++) {
            axis(axis);
        }
        scoreAxis(scores);
        String caption =
                "A line for each candidate; it crosses each upright axis at its value and ends at its score, lower "
                        + "being better. The best "
                        + Wording.count(best) + " are thick."
                        + (columns.size() < results.settings().size()
                                ? " " + columns.size() + " of "
                                        + results.settings().size() + " settings; on a narrow screen, " + NARROW_AXES
                                        + "."
                                : "")
                        + (shown.size() < byScore.size()
                                ? " The best " + MOST_LINES + " of " + Wording.count(byScore.size()) + " candidates."
                                : "")
                        + (fence < results.points().get(shown.getLast()).score()
                                ? " Failed candidates end at the upper edge."
                                : "");
        return new Figure(title, Plot.end(svg), caption);
    }

    private void line(int candidate, boolean best, Scale.Linear scores) {
        StudyResults.Point point = results.points().get(candidate);
        StringBuilder path = new StringBuilder();
        StringBuilder name = new StringBuilder(point.candidate().label() + ", score " + Wording.score(point.score()));
        for (int axis = 0; axis < columns.size(); axis++) {
            Levels levels = columns.get(axis).levels();
            path.append(path.isEmpty() ? "M" : "L")
                    .append(Svg.number(x(axis)))
                    .append(' ')
                    .append(Svg.number(y(levels, levels.places().get(candidate))));
        }
        for (int i = 0; i < results.settings().size(); i++) {
            name.append('\n')
                    .append(results.settings().get(i))
                    .append(' ')
                    .append(point.values().get(i));
        }
        path.append('L')
                .append(Svg.number(x(columns.size())))
                .append(' ')
                .append(Svg.number(y(scores.clamped(point.score()))));
        Svg drawing = new Svg();
        drawing.empty("path", "class", "touch-line", "d", path);
        drawing.empty("path", "class", best ? "strand best" : "strand", "d", path);
        new Mark(
                        name + "\n" + RunWords.name(point.run()),
                        "",
                        Optional.of(frame.to(frame.paths().run(point.run()))))
                .draw(svg, drawing);
    }

    private void axis(int axis) {
        Column column = columns.get(axis);
        double at = x(axis);
        svg.empty("path", "class", "axis", "d", Plot.path(at, TOP, at, BOTTOM));
        List<String> names = column.levels().names();
        int each = Math.max(1, (int) Math.ceil((double) names.size() / NAMED));
        for (int place = 0; place < names.size(); place += each) {
            Plot.text(
                    svg,
                    Words.fit(names.get(place), distance - 14),
                    at + 5,
                    y(column.levels(), place) + 4,
                    "start",
                    "halo");
        }
        String path = results.settings().get(column.setting());
        int dot = path.lastIndexOf('.');
        // In two lines, since what leads to a setting is often longer than its own name.
        if (dot > 0) {
            Plot.text(svg, Words.fit(path.substring(0, dot), distance - 8), at, TOP - 30, "start", "soft");
        }
        Plot.text(
                svg, Words.fit(path.substring(dot + 1), distance - 24), at, TOP - 14, "start", "name"); // bold is wider
    }

    private void scoreAxis(Scale scores) {
        double at = x(columns.size());
        svg.empty("path", "class", "axis", "d", Plot.path(at, TOP, at, BOTTOM));
        for (Scale.Tick tick : scores.ticks(8)) {
            Plot.text(svg, tick.label(), at + 6, y(scores.at(tick.value())) + 4, "start", "soft");
        }
        Plot.text(svg, "Score", at, TOP - 14, "start", "name");
    }
}
