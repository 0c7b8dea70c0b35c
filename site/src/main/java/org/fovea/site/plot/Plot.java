package org.fovea.site.plot;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A chart of two axes. Draws in the order in which it is told; what comes later lies above. */
public final class Plot {
    /** Width of all charts, in their own units; a text has a size of 12 of them. */
    public static final double WIDTH = 880;

    /** Width of a small chart, several of which stand side by side where there is room. */
    public static final double PANEL_WIDTH = 400;

    private static final long DOT = 2; // units between dots that can be told apart
    private static final double TICK_ROOM_ACROSS = 88;
    private static final double TICK_ROOM_DOWN = 40;
    private static final double TOUCH = 9; // radius within which a mark feels the pointer

    private final Svg svg = new Svg();
    private final double width;
    private final String style;
    private final double height;
    private final Box area;
    private final Axis x;
    private final Axis y;

    /**
     * An empty chart.
     *
     * @param height in units
     * @param area in which values are drawn; axes stand around it
     */
    public Plot(double height, Box area, Axis x, Axis y) {
        this(WIDTH, "sheet", height, area, x, y);
    }

    private Plot(double width, String style, double height, Box area, Axis x, Axis y) {
        this.width = width;
        this.style = style;
        this.height = height;
        this.area = area;
        this.x = x;
        this.y = y;
    }

    /** A chart with the usual room around it. */
    public static Plot usual(double height, Axis x, Axis y) {
        return new Plot(height, new Box(58, 22, WIDTH - 58 - 14, height - 22 - 44), x, y);
    }

    /** A small chart with the usual room around it. */
    public static Plot panel(double height, Axis x, Axis y) {
        Box area = new Box(58, 22, PANEL_WIDTH - 58 - 10, height - 22 - 44);
        return new Plot(PANEL_WIDTH, "panel", height, area, x, y);
    }

    /** Where values are drawn. */
    public Box area() {
        return area;
    }

    /** The axis below. */
    public Axis horizontal() {
        return x;
    }

    /** The axis on the left. */
    public Axis vertical() {
        return y;
    }

    /** Where a value of the axis below is; at the edge where it is beyond. */
    public double x(double value) {
        return area.x() + area.width() * x.scale().clamped(value);
    }

    /** Where a value of the axis on the left is; at the edge where it is beyond. */
    public double y(double value) {
        return area.bottom() - area.height() * y.scale().clamped(value);
    }

    /** What is drawn so far, to draw more. */
    public Svg svg() {
        return svg;
    }

    /** Draws both axes with a grid of hairlines. */
    public Plot axes() {
        for (Tick tick : y.scale().ticks((int) (area.height() / TICK_ROOM_DOWN))) {
            double at = y(tick.value());
            svg.empty("path", "class", "grid", "d", path(area.x(), at, area.right(), at));
            svg.text("text", tick.label(), "class", "soft", "x", area.x() - 8, "y", at + 4, "text-anchor", "end");
        }
        svg.text("text", y.label(), "class", "soft", "x", 0.0, "y", 12.0);
        across();
        return this;
    }

    /** Draws the lower axis alone, with a grid. */
    public Plot lowerAxis() {
        across();
        return this;
    }

    private void across() {
        for (Tick tick : x.scale().ticks((int) (area.width() / TICK_ROOM_ACROSS))) {
            double at = x(tick.value());
            svg.empty("path", "class", "grid", "d", path(at, area.y(), at, area.bottom()));
            double half = Words.width(tick.label()) / 2;
            double inside = Math.min(at, width - half); // a label of the last tick would leave the picture
            svg.text(
                    "text",
                    tick.label(),
                    "class",
                    "soft",
                    "x",
                    inside,
                    "y",
                    area.bottom() + 17,
                    "text-anchor",
                    "middle");
        }
        svg.empty("path", "class", "axis", "d", path(area.x(), area.bottom(), area.right(), area.bottom()));
        svg.text("text", x.label(), "class", "soft", "x", area.right(), "y", area.bottom() + 36, "text-anchor", "end");
    }

    /** A straight line, as path data. */
    public static String path(double fromX, double fromY, double toX, double toY) {
        return "M" + Svg.number(fromX) + " " + Svg.number(fromY) + "L" + Svg.number(toX) + " " + Svg.number(toY);
    }

    /** Draws a path. */
    public void path(String style, String data) {
        svg.empty("path", "class", style, "d", data);
    }

    /**
     * A line that holds each value until the next one.
     *
     * @param points x and y values, by x
     * @param until x value at which the last one ends
     */
    public void steps(String style, List<double[]> points, double until) {
        if (points.isEmpty()) {
            return;
        }
        StringBuilder data = new StringBuilder();
        for (double[] point : points) {
            data.append(data.isEmpty() ? "M" + Svg.number(x(point[0])) + " " : "H" + Svg.number(x(point[0])) + "V")
                    .append(Svg.number(y(point[1])));
        }
        path(style, data.append('H').append(Svg.number(x(until))).toString());
    }

    /**
     * Draws dots that cannot be pointed at: many of them, in one path; of those that would lie upon each other, one.
     */
    public void dots(String style, List<double[]> places) {
        Set<String> moves = new LinkedHashSet<>();
        places.forEach(place ->
                moves.add("M" + DOT * Math.round(place[0] / DOT) + " " + DOT * Math.round(place[1] / DOT) + "h0"));
        if (!moves.isEmpty()) {
            path("dots " + style, String.join("", moves));
        }
    }

    /**
     * Draws a shape that stands for something.
     *
     * @param shape path data around the origin
     * @param style classes of the shape
     */
    public void mark(Mark mark, double x, double y, String shape, String style) {
        Svg drawing = new Svg();
        String place = "translate(" + Svg.number(x) + " " + Svg.number(y) + ")";
        drawing.empty("circle", "class", "touch", "cx", x, "cy", y, "r", TOUCH);
        drawing.empty("path", "class", style, "d", shape, "transform", place);
        mark.draw(svg, drawing);
    }

    /** Draws a rectangle that stands for something. */
    public void bar(Mark mark, Box box, String style) {
        Svg drawing = new Svg();
        rectangle(drawing, box, style);
        mark.draw(svg, drawing);
    }

    /** Draws something that stands for something. */
    public void mark(Mark mark, Svg drawing) {
        mark.draw(svg, drawing);
    }

    /** Writes a rectangle. */
    public static void rectangle(Svg into, Box box, String style) {
        into.empty("rect", "class", style, "x", box.x(), "y", box.y(), "width", box.width(), "height", box.height());
    }

    /** Draws a label that has a place, with a line to what it names where that is far. */
    public void label(Labels.Placed label) {
        label.leader().ifPresent(line -> path("leader", path(line.fromX(), line.fromY(), line.toX(), line.toY())));
        text(label.text(), label.box().x(), label.box().bottom() - 3.5, "start", "halo");
    }

    /**
     * Draws a text.
     *
     * @param anchor start, middle or end
     */
    public void text(String text, double x, double y, String anchor, String style) {
        svg.text("text", text, "class", style, "x", x, "y", y, "text-anchor", anchor.equals("start") ? null : anchor);
    }

    /**
     * The chart.
     *
     * @param name what it shows, for those who do not see it
     */
    public String finish(String name) {
        Svg all = new Svg();
        begin(all, style, width, height, name);
        return end(all.append(svg));
    }

    /** Begins a chart that is drawn without axes; see {@link #finish} for its name. */
    public static void begin(Svg svg, double height, String name) {
        begin(svg, "sheet", WIDTH, height, name);
    }

    private static void begin(Svg svg, String style, double width, double height, String name) {
        svg.open("svg", "class", "plot " + style, "viewBox", "0 0 " + Svg.number(width) + " " + Svg.number(height));
        svg.open("g", "role", "group", "aria-label", name);
    }

    /** Ends it. */
    public static String end(Svg svg) {
        return svg.close("g").close("svg").toString();
    }
}
