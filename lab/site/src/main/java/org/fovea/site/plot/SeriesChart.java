package org.fovea.site.plot;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Points of several series on two logarithmic axes, less of both being better. Series differ in colour, shape and
 * dashes, so that black and white suffice; a line goes through what a series does not beat itself, a thin staircase
 * along what nothing beats.
 */
public final class SeriesChart {
    private static final double HEIGHT = 470;
    private static final double HEAD = 92; // of a document, above the chart
    private static final double MARGIN = 16;
    private static final double LEGEND = 24; // width of a line in the legend
    private static final double SPREAD = 1.2; // room around the points, as a ratio
    private static final double MIN_SPAN = 4; // of an axis, as a ratio: a single point is a chart
    private static final List<String> DASHES =
            List.of("6 4", "", "12 4", "2 3", "9 3 2 3", "14 3 3 3 3 3", "4 6", "1 4");

    private final List<Series> series;
    private final List<Point> front;
    private final Plot.Axis across;
    private final Plot.Axis up;

    /**
     * Something measured.
     *
     * @param x place on the axis below, above 0
     * @param y place on the axis on the left, above 0
     * @param name what a reader is told of it: one line or several
     */
    public record Point(double x, double y, String name) {}

    /**
     * Points that belong together.
     *
     * @param name of them, for the legend
     * @param look 0..7, tells it apart
     * @param front points that no other of the series beats, by x; joined by a line
     * @param beaten the other ones
     * @param best the point that is named, and its name, of whose lines narrow screens show the first two
     */
    public record Series(String name, int look, List<Point> front, List<Point> beaten, Point best) {
        private Stream<Point> all() {
            return Stream.concat(front.stream(), beaten.stream());
        }

        private String style() {
            return "t" + (look + 1);
        }
    }

    /**
     * A chart of at least one point.
     *
     * @param across what the axis below measures
     * @param up what the axis on the left measures
     * @param front points of any series that no other beats, by x
     */
    public SeriesChart(String across, String up, List<Series> series, List<Point> front) {
        this.series = List.copyOf(series);
        this.front = List.copyOf(front);
        List<Point> all = series.stream().flatMap(Series::all).toList();
        this.across =
                new Plot.Axis(scale(all.stream().mapToDouble(Point::x).sorted().toArray()), across);
        this.up =
                new Plot.Axis(scale(all.stream().mapToDouble(Point::y).sorted().toArray()), up);
    }

    private static Scale scale(double[] sorted) {
        double low = sorted[0] / SPREAD;
        double high = sorted[sorted.length - 1] * SPREAD;
        double more = Math.max(1, Math.sqrt(MIN_SPAN * low / high));
        return new Scale.Log(low / more, high * more);
    }

    private Plot draw() {
        Plot plot = Plot.of(HEIGHT, across, up);
        plot.steps("line front", values(front));
        for (Series each : series) {
            plot.line("line " + each.style(), dashes(each), values(each.front()));
            each.beaten().forEach(point -> mark(plot, each, point, "mark"));
            each.front().forEach(point -> mark(plot, each, point, "mark solid"));
        }
        series.forEach(each -> plot.label(
                each.best().x(), each.best().y(), label(each.best(), plot.area().width())));
        return plot;
    }

    /** On one line; on a narrow screen on two, which fit beside a point in the middle. */
    private static String label(Point best, double width) {
        return Plot.isNarrow()
                ? best.name()
                        .lines()
                        .limit(2)
                        .map(line -> Words.fit(line.replaceFirst(",$", ""), 0.45 * width))
                        .collect(Collectors.joining("\n"))
                : Words.fit(best.name(), 0.6 * width);
    }

    private static List<double[]> values(List<Point> points) {
        return points.stream().map(point -> new double[] {point.x(), point.y()}).toList();
    }

    private static @Nullable String dashes(Series each) {
        String dashes = DASHES.get(each.look() % DASHES.size());
        return dashes.isEmpty() ? null : dashes;
    }

    private static void mark(Plot plot, Series each, Point point, String style) {
        Mark mark = Mark.of(each.name() + "\n" + point.name(), each.style());
        plot.point(mark, point.x(), point.y(), Mark.shape(each.look()), style);
    }

    /**
     * The chart for a page that has the site's style sheet; what its marks mean is told by {@link #legend}.
     *
     * @param name what it shows, for those who do not see it
     */
    public String svg(String name) {
        return Plot.both(() -> draw().finish(name));
    }

    /** The legend for such a page, a piece of SVG and a name for each series. */
    public List<Entry> legend() {
        return series.stream().map(each -> new Entry(sample(each), each.name())).toList();
    }

    /**
     * A line of a legend.
     *
     * @param svg a sample
     * @param name of the series
     */
    public record Entry(String svg, String name) {}

    private static String sample(Series each) {
        Svg svg = new Svg();
        svg.open("svg", "class", "plot " + each.style(), "viewBox", "0 0 36 12", "aria-hidden", "true");
        return sample(svg, each, 0, 6).close("svg").toString();
    }

    private static Svg sample(Svg svg, Series each, double x, double y) {
        svg.empty("path", "class", "line", "stroke-dasharray", dashes(each), "d", Plot.path(x, y, x + 36, y));
        String place = Plot.move(x + LEGEND / 2 + 6, y);
        return svg.empty("path", "class", "mark solid", "d", Mark.shape(each.look()), "transform", place);
    }

    /**
     * The chart as a document of its own, light or dark as its reader likes it.
     *
     * @param title above it
     * @param subtitle below the title
     * @param description what it shows, for those who do not see it
     */
    public String document(String title, String subtitle, String description) {
        double width = Plot.WIDTH + 2 * MARGIN;
        double height = HEIGHT + HEAD + MARGIN;
        Svg all = new Svg();
        all.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "style",
                "font:12px var(--sans);font-variant-numeric:tabular-nums",
                "viewBox",
                "0 0 " + Svg.number(width) + " " + Svg.number(height),
                "width",
                width,
                "height",
                height,
                "role",
                "img",
                "aria-labelledby",
                "title description");
        all.text("title", title + ", " + subtitle, "id", "title").text("desc", description, "id", "description");
        all.text("style", Asset.chartStyle());
        all.empty("rect", "style", "fill:var(--paper)", "width", width, "height", height);
        all.open("g", "class", "plot");
        all.text("text", title, "class", "name", "x", MARGIN, "y", 26.0, "font-size", "17");
        all.text("text", subtitle, "class", "soft", "x", MARGIN, "y", 46.0);
        double x = MARGIN;
        for (Series each : series) {
            all.open("g", "class", each.style());
            sample(all, each, x, 66);
            all.close("g").text("text", each.name(), "x", x + 44, "y", 70.0);
            x += 66 + Words.width(each.name());
        }
        all.open("g", "transform", "translate(" + Svg.number(MARGIN) + " " + Svg.number(HEAD) + ")");
        return all.append(draw().svg()).close("g").close("g").close("svg") + "\n";
    }
}
