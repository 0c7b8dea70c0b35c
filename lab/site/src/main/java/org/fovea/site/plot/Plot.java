package org.fovea.site.plot;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A chart of two axes. What is added later lies above. Places are values of the axes; labels keep clear of marks, of
 * lines and of each other.
 */
public final class Plot {
    /** Width of the charts of wide screens, in their own units; a text has a size of 12 of them. */
    static final double WIDTH = 880;

    private static final double NARROW_WIDTH = 356;
    private static final int NARROW_MARKS = 50;
    private static final double NARROW_LABEL = 0.6; // of the chart, at most
    private static final ScopedValue<Boolean> NARROW = ScopedValue.newInstance();

    /** Width of a small chart, several of which stand side by side where there is room. */
    public static final double PANEL_WIDTH = 400;

    private static final long DOT = 2; // units between dots that can be distinguished
    private static final double TICK_ROOM_ACROSS = 88;
    private static final double TICK_ROOM_DOWN = 40;
    private static final double TICK_GAP = 8; // from a label of the axis on the left to the chart
    private static final double LEFT_ROOM = 58; // the least, so that charts below each other begin at one place
    private static final double TOUCH = 9; // radius within which a mark feels the pointer
    private static final double EDGE = 8; // from an arrow to the edge

    /**
     * An axis.
     *
     * @param scale of it
     * @param label what it measures, with its unit
     */
    public record Axis(Scale scale, String label) {}

    /** Where a point lies that is not on the chart, and the arrow that stands for it. */
    public enum Edge {
        ABOVE("above the chart", "M0 -7L6 2H2V7H-2V2H-6Z"),
        BELOW("below the chart", "M0 7L6 -2H2V-7H-2V-2H-6Z"),
        LEFT("left of the chart", "M-7 0L2 6V2H7V-2H2V-6Z"),
        RIGHT("right of the chart", "M7 0L-2 6V2H-7V-2H-2V-6Z");

        private final String words;
        private final String shape;

        Edge(String words, String shape) {
            this.words = words;
            this.shape = shape;
        }

        /** In words: {@code above the chart}. */
        public String words() {
            return words;
        }
    }

    private final Svg svg = new Svg();
    private final double width;
    private final String style;
    private final double height;
    private final Box area;
    private final Axis x;
    private final Axis y;
    private final Labels labels;

    private Plot(double width, String style, double height, Box area, Axis x, Axis y) {
        this.width = width;
        this.style = style;
        this.height = height;
        this.area = area;
        this.x = x;
        this.y = y;
        this.labels = new Labels(area);
        left();
        below();
    }

    /** Draws a chart for wide screens, and again for narrow ones; the style sheet shows one of them. */
    public static String both(Supplier<String> drawing) {
        return drawing.get() + narrow(drawing);
    }

    /** Draws for narrow screens. */
    static <T> T narrow(Supplier<T> drawing) {
        return ScopedValue.where(NARROW, true).call(drawing::get);
    }

    /** Whether the chart that is being drawn is for narrow screens. */
    public static boolean isNarrow() {
        return NARROW.isBound();
    }

    public static double width() {
        return isNarrow() ? NARROW_WIDTH : WIDTH;
    }

    /** How many of the lesser marks of a chart can be pointed at: fewer on a narrow screen. */
    public static int marks(int most) {
        return isNarrow() ? Math.min(NARROW_MARKS, most) : most;
    }

    private static String sheet() {
        return isNarrow() ? "sheet narrow" : "sheet";
    }

    /** A chart with axes and a grid of hairlines. */
    public static Plot of(double height, Axis x, Axis y) {
        return new Plot(width(), sheet(), height, area(width() - 14, height, y), x, y);
    }

    public static Plot panel(double height, Axis x, Axis y) {
        return new Plot(PANEL_WIDTH, "panel", height, area(PANEL_WIDTH - 10, height, y), x, y);
    }

    /** Where values are, with room for the labels of both axes. */
    private static Box area(double right, double height, Axis y) {
        double inner = height - 22 - 44;
        double widest = ticks(y, inner).stream()
                .mapToDouble(tick -> Words.width(tick.label()))
                .max()
                .orElse(0);
        double left = Math.max(LEFT_ROOM, Math.ceil(widest) + TICK_GAP);
        return new Box(left, 22, right - left, inner);
    }

    private static List<Scale.Tick> ticks(Axis y, double height) {
        return y.scale().ticks((int) (height / TICK_ROOM_DOWN));
    }

    private void left() {
        for (Scale.Tick tick : ticks(y, area.height())) {
            double at = y(tick.value());
            path("grid", path(area.x(), at, area.right(), at));
            text(tick.label(), area.x() - TICK_GAP, at + 4, "end", "soft");
        }
        text(Words.fit(y.label(), width), 0, 12, "start", "soft");
    }

    private void below() {
        for (Scale.Tick tick : x.scale().ticks((int) (area.width() / TICK_ROOM_ACROSS))) {
            double at = x(tick.value());
            path("grid", path(at, area.y(), at, area.bottom()));
            double half = Words.width(tick.label()) / 2;
            double inside = Math.clamp(at, half, width - half); // the outer ones must not leave the chart
            text(tick.label(), inside, area.bottom() + 17, "middle", "soft");
        }
        path("axis", path(area.x(), area.bottom(), area.right(), area.bottom()));
        text(Words.fit(x.label(), area.right()), area.right(), area.bottom() + 36, "end", "soft");
    }

    public Box area() {
        return area;
    }

    /** Where a value of the axis below is; at the edge where it is beyond. */
    public double x(double value) {
        return area.x() + area.width() * x.scale().clamped(value);
    }

    /** Where a value of the axis on the left is; at the edge where it is beyond. */
    public double y(double value) {
        return area.bottom() - area.height() * y.scale().clamped(value);
    }

    /** What was added so far, to add more. */
    public Svg svg() {
        return svg;
    }

    /** Where a point lies that is not on the chart; absent where it is on it. */
    public Optional<Edge> edge(double across, double up) {
        return up > y.scale().high()
                ? Optional.of(Edge.ABOVE)
                : up < y.scale().low()
                        ? Optional.of(Edge.BELOW)
                        : across < x.scale().low()
                                ? Optional.of(Edge.LEFT)
                                : across > x.scale().high() ? Optional.of(Edge.RIGHT) : Optional.empty();
    }

    /** A straight line, as path data. */
    public static String path(double fromX, double fromY, double toX, double toY) {
        return "M" + Svg.number(fromX) + " " + Svg.number(fromY) + "L" + Svg.number(toX) + " " + Svg.number(toY);
    }

    public void path(String style, String data) {
        svg.empty("path", "class", style, "d", data);
    }

    /** Adds a line across the whole chart at a value of the axis on the left. */
    public void level(String style, double value) {
        path(style, path(area.x(), y(value), area.right(), y(value)));
        labels.avoid(Box.between(area.x(), y(value), area.right(), y(value)));
    }

    /** Adds a line from the top to the bottom at a value of the axis below. */
    public void upright(String style, double value) {
        path(style, path(x(value), area.y(), x(value), area.bottom()));
    }

    /**
     * Adds a line through points. Labels do not keep clear of it.
     *
     * @param dashes as SVG has them; null for a solid line
     * @param points x and y values
     */
    public void line(String style, @Nullable String dashes, List<double[]> points) {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            double across = x(points.get(i)[0]);
            double up = y(points.get(i)[1]);
            data.append(i == 0 ? "M" : "L")
                    .append(Svg.number(across))
                    .append(' ')
                    .append(Svg.number(up));
        }
        svg.empty("path", "class", style, "stroke-dasharray", dashes, "d", data);
    }

    /**
     * Adds a line that holds each value until the next one, and the last one to the edge.
     *
     * @param points x and y values, by x
     */
    public void steps(String style, List<double[]> points) {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            boolean last = i + 1 == points.size();
            double across = x(points.get(i)[0]);
            double up = y(points.get(i)[1]);
            double end = last ? area.right() : x(points.get(i + 1)[0]);
            data.append(i == 0 ? "M" + Svg.number(across) + " " : "V").append(Svg.number(up));
            data.append('H').append(Svg.number(end));
            labels.avoid(Box.between(across, up, end, up));
            labels.avoid(Box.between(end, up, end, last ? up : y(points.get(i + 1)[1])));
        }
        if (!points.isEmpty()) {
            path(style, data.toString());
        }
    }

    /**
     * Adds dots that cannot be pointed at: many of them, in one path; of those that would lie upon each other, one.
     *
     * @param points x and y values
     */
    public void dots(String style, List<double[]> points) {
        Set<String> moves = new LinkedHashSet<>();
        points.forEach(point -> moves.add(
                "M" + DOT * Math.round(x(point[0]) / DOT) + " " + DOT * Math.round(y(point[1]) / DOT) + "h0"));
        if (!moves.isEmpty()) {
            path(("dots " + style).strip(), String.join("", moves));
        }
    }

    /**
     * Adds a point; where it is not on the chart, an arrow at the edge, and in words where it is.
     *
     * @param shape path data around the origin
     * @param style classes of the shape
     */
    public void point(Mark mark, double across, double up, String shape, String style) {
        Optional<Edge> edge = edge(across, up);
        if (edge.isPresent()) {
            Mark said = new Mark(mark.name() + "\n" + edge.get().words(), mark.style(), mark.target());
            Box inner = inner();
            shape(
                    said,
                    Math.clamp(x(across), inner.x(), inner.right()),
                    Math.clamp(y(up), inner.y(), inner.bottom()),
                    edge.get().shape,
                    "mark arrow");
        } else {
            shape(mark, x(across), y(up), shape, style);
        }
    }

    private Box inner() {
        return new Box(area.x() + EDGE, area.y() + EDGE, area.width() - 2 * EDGE, area.height() - 2 * EDGE);
    }

    private void shape(Mark mark, double atX, double atY, String shape, String style) {
        Svg drawing = new Svg();
        drawing.empty("circle", "class", "touch", "cx", atX, "cy", atY, "r", TOUCH);
        drawing.empty("path", "class", style, "d", shape, "transform", move(atX, atY));
        mark.draw(svg, drawing);
        labels.avoid(Box.around(atX, atY, 6));
    }

    /** A transformation that moves the origin to a place. */
    static String move(double toX, double toY) {
        return "translate(" + Svg.number(toX) + " " + Svg.number(toY) + ")";
    }

    /** Adds something that was drawn elsewhere and stands for something. */
    public void mark(Mark mark, Svg drawing) {
        mark.draw(svg, drawing);
    }

    public static void rectangle(Svg into, Box box, String style) {
        into.empty("rect", "class", style, "x", box.x(), "y", box.y(), "width", box.width(), "height", box.height());
    }

    /** Keeps labels out of a place, in units of the chart. */
    public void avoid(Box box) {
        labels.avoid(box);
    }

    /**
     * Adds a label near a point, with a line to it where that is far; after everything that it must keep clear of.
     *
     * @param text one line or several
     * @return whether there was room
     */
    public boolean label(double across, double up, String text) {
        Box inner = edge(across, up).isPresent() ? inner() : area;
        Optional<Labels.Placed> placed = labels.place(
                Math.clamp(x(across), inner.x(), inner.right()),
                Math.clamp(y(up), inner.y(), inner.bottom()),
                isNarrow() ? fit(text, NARROW_LABEL * area.width()) : text);
        placed.ifPresent(label -> {
            label.leader().ifPresent(line -> path("leader", path(line.fromX(), line.fromY(), line.toX(), line.toY())));
            List<String> lines = label.text().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                double baseline = label.box().y() + Words.LINE * (i + 1) - 3.5;
                text(lines.get(i), label.box().x(), baseline, "start", "halo");
            }
        });
        return placed.isPresent();
    }

    private static String fit(String text, double width) {
        return text.lines().map(line -> Words.fit(line, width)).collect(Collectors.joining("\n"));
    }

    /**
     * Adds a text at a place in units of the chart.
     *
     * @param anchor start, middle or end
     */
    public void text(String text, double atX, double atY, String anchor, String style) {
        text(svg, text, atX, atY, anchor, style);
    }

    /** Writes such a text. */
    public static void text(Svg into, String text, double atX, double atY, String anchor, String style) {
        into.text(
                "text",
                text,
                "class",
                style,
                "x",
                atX,
                "y",
                atY,
                "text-anchor",
                anchor.equals("start") ? null : anchor);
    }

    /**
     * The chart.
     *
     * @param name what it shows, for those who do not see it
     */
    public String finish(String name) {
        Svg all = begin(new Svg(), style, width, height, name);
        return end(all.append(svg));
    }

    /** Begins a chart without axes; see {@link #finish} for its name. */
    public static void begin(Svg svg, double height, String name) {
        begin(svg, sheet(), width(), height, name);
    }

    private static Svg begin(Svg svg, String style, double width, double height, String name) {
        svg.open("svg", "class", "plot " + style, "viewBox", "0 0 " + Svg.number(width) + " " + Svg.number(height));
        return svg.open("g", "role", "group", "aria-label", name);
    }

    public static String end(Svg svg) {
        return svg.close("g").close("svg").toString();
    }
}
