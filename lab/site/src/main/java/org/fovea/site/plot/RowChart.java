package org.fovea.site.plot;

import java.util.List;
import java.util.Optional;

/**
 * A chart of rows: a name on the left of each, parts on an axis below all, and a value in words on the right. Where a
 * part lies beyond the axis, an arrow at the edge says so.
 *
 * @param axis below the rows
 * @param zero whether there is a line at zero
 * @param rows from the top
 */
public record RowChart(Plot.Axis axis, boolean zero, List<Row> rows) {
    private static final double ROW = 23;
    private static final double TOP = 8;
    private static final double BELOW = 42;
    private static final double NAMES = 290;
    private static final double VALUES = 190;
    private static final double NARROW_ROW = 42; // names and values stand above the bars
    private static final double NARROW_GAP = 8; // between a name and a value on the same line
    private static final double NARROW_EDGE = 10;
    private static final double BAR = 7; // half of its height

    /**
     * A row.
     *
     * @param name on the left
     * @param value on the right
     * @param mark what the whole row stands for; absent where each of its parts stands for something
     * @param parts of it
     */
    public record Row(String name, String value, Optional<Mark> mark, List<Part> parts) {
        /** A row that stands for one thing. */
        public Row(String name, String value, Mark mark, List<Part> parts) {
            this(name, value, Optional.of(mark), parts);
        }
    }

    /** Something at values of the axis. */
    public sealed interface Part {
        record Bar(double from, double to, String style, Optional<Mark> mark) implements Part {
            /** A bar of a row that stands for one thing. */
            public Bar(double from, double to, String style) {
                this(from, to, style, Optional.empty());
            }
        }

        record Span(double from, double to) implements Part {}

        record Dot(double at) implements Part {}

        /** An upright line at a value. */
        record Stroke(double at, double half, String style) implements Part {}
    }

    /**
     * The chart.
     *
     * @param title what it shows, for those who do not see it
     */
    public String svg(String title) {
        return Plot.both(() -> draw(title));
    }

    private String draw(String title) {
        boolean narrow = Plot.isNarrow();
        double high = rows.stream()
                .mapToDouble(row -> narrow ? narrowHeight(row) : ROW)
                .sum();
        Plot plot = Plot.within(
                TOP + high + BELOW,
                narrow
                        ? new Box(NARROW_EDGE, TOP, Plot.width() - 2 * NARROW_EDGE, high)
                        : new Box(NAMES, TOP, Plot.width() - NAMES - VALUES, high),
                axis,
                new Plot.Axis(new Scale.Linear(0, Math.max(1, rows.size())), ""));
        if (zero) {
            plot.upright("zero", 0);
        }
        double top = TOP;
        for (Row row : rows) {
            if (narrow) {
                addNarrow(plot, top, row);
                top += narrowHeight(row);
            } else {
                add(plot, top + ROW / 2, row);
                top += ROW;
            }
        }
        return plot.finish(title);
    }

    /** Whether name and value take a line each. */
    private static boolean apart(Row row) {
        return Words.width(row.name()) + NARROW_GAP + Words.width(row.value()) > Plot.width();
    }

    private static double narrowHeight(Row row) {
        return NARROW_ROW + (apart(row) ? Words.LINE : 0);
    }

    private void addNarrow(Plot plot, double top, Row row) {
        double line = top + 15 + (apart(row) ? Words.LINE : 0);
        plot.text(Words.fit(row.name(), Plot.width()), 0, top + 15, "start", "halo");
        plot.text(Words.fit(row.value(), Plot.width()), Plot.width(), line, "end", "soft halo");
        parts(plot, line + 15, row);
    }

    private void add(Plot plot, double middle, Row row) {
        plot.text(Words.fit(row.name(), NAMES - 14), 0, middle + 4, "start", "");
        plot.text(Words.fit(row.value(), VALUES - 12), Plot.width() - VALUES + 12, middle + 4, "start", "soft");
        parts(plot, middle, row);
    }

    private void parts(Plot plot, double middle, Row row) {
        Svg drawing = new Svg();
        Plot.rectangle(
                drawing, new Box(plot.area().x(), middle - ROW / 2, plot.area().width(), ROW), "touch");
        for (Part part : row.parts()) {
            if (part instanceof Part.Bar bar && bar.mark().isPresent()) {
                Svg alone = new Svg();
                draw(plot, middle, part, alone);
                plot.mark(bar.mark().get(), alone);
            } else {
                draw(plot, middle, part, drawing);
            }
        }
        row.mark().ifPresent(mark -> plot.mark(mark, drawing));
    }

    private void draw(Plot plot, double middle, Part part, Svg into) {
        switch (part) {
            case Part.Bar(double from, double to, String style, var _) -> {
                double left = plot.x(Math.min(from, to));
                double width = plot.x(Math.max(from, to)) - left;
                Plot.rectangle(into, new Box(left, middle - BAR, Math.max(1, width), 2 * BAR), style);
                arrow(plot, middle, to, into);
            }
            case Part.Span(double from, double to) -> {
                into.empty("path", "class", "whisker", "d", Plot.path(plot.x(from), middle, plot.x(to), middle));
                arrow(plot, middle, from, into);
                arrow(plot, middle, to, into);
            }
            case Part.Dot(double at) -> {
                if (axis.scale().holds(at)) {
                    into.empty("circle", "class", "mark solid", "cx", plot.x(at), "cy", middle, "r", 4.0);
                }
            }
            case Part.Stroke(double at, double half, String style) ->
                into.empty(
                        "path", "class", style, "d", Plot.path(plot.x(at), middle - half, plot.x(at), middle + half));
        }
    }

    private void arrow(Plot plot, double middle, double value, Svg into) {
        if (!axis.scale().holds(value)) {
            boolean left = value < axis.scale().low();
            double x = left ? plot.area().x() : plot.area().right();
            String shape = left ? "M0 0L9 5V-5Z" : "M0 0L-9 5V-5Z";
            into.empty("path", "class", "mark arrow", "d", shape, "transform", Plot.move(x, middle));
        }
    }
}
