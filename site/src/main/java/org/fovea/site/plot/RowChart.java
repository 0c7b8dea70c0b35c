package org.fovea.site.plot;

/**
 * A chart of rows: a name on the left of each, its drawing on an axis below all, and its value in words on the right.
 */
public final class RowChart {
    private static final double ROW = 23;
    private static final double TOP = 8;
    private static final double BELOW = 42;
    private static final double NAMES = 290;
    private static final double VALUES = 190;

    private final Plot plot;

    /**
     * An empty chart.
     *
     * @param rows how many it will have
     * @param axis below them
     */
    public RowChart(int rows, Axis axis) {
        double height = TOP + rows * ROW + BELOW;
        plot = new Plot(
                height,
                new Box(NAMES, TOP, Plot.WIDTH - NAMES - VALUES, rows * ROW),
                axis,
                new Axis(new LinearScale(0, Math.max(1, rows)), ""));
        plot.lowerAxis();
    }

    /** What the rows are drawn on. */
    public Plot plot() {
        return plot;
    }

    /** Middle of a row. */
    public double middle(int row) {
        return TOP + (row + 0.5) * ROW;
    }

    /**
     * Writes what stands beside a row.
     *
     * @param name on the left
     * @param value on the right
     */
    public void write(int row, String name, String value) {
        double baseline = middle(row) + 4;
        plot.text(Words.fit(name, NAMES - 14), 0, baseline, "start", "");
        plot.text(Words.fit(value, VALUES - 12), Plot.WIDTH - VALUES + 12, baseline, "start", "soft");
    }

    /** The rectangle of a bar between two values. */
    public Box bar(int row, double from, double to) {
        double left = plot.x(Math.min(from, to));
        double right = plot.x(Math.max(from, to));
        return new Box(left, middle(row) - 7, Math.max(1, right - left), 14);
    }

    /** A place that feels the pointer along a whole row. */
    public Box touch(int row) {
        return new Box(plot.area().x(), middle(row) - ROW / 2, plot.area().width(), ROW);
    }
}
