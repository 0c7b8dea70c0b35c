package org.fovea.site.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many things have which value, as bars of equal width. Values beyond the ends are counted in the outer bars, so
 * that a few far away do not hide the others.
 *
 * @param low where the first bar begins
 * @param width of a bar, above 0
 * @param counts of each bar, at least one
 */
public record Histogram(double low, double width, List<Integer> counts) {
    private static final double HEIGHT = 210;
    private static final double GAP = 1;

    public Histogram {
        counts = List.copyOf(counts);
        if (!(width > 0) || counts.isEmpty()) {
            throw new IllegalArgumentException("a histogram of " + counts.size() + " bars of " + width);
        }
    }

    /**
     * Of values.
     *
     * @param sorted rising, at least one
     * @param most bars, at least 1; fewer where there are few values
     */
    public static Histogram of(double[] sorted, int most) {
        double first = sorted[0];
        double last = sorted[sorted.length - 1];
        double low = first;
        double high = last;
        if (sorted.length >= 100) {
            double middle = sorted[sorted.length / 2];
            double below = sorted[sorted.length / 100];
            double above = sorted[sorted.length - 1 - sorted.length / 100];
            low = Math.max(first, middle - 2 * (middle - below));
            high = Math.min(last, middle + 2 * (above - middle));
        }
        if (!(high > low)) {
            double room = Math.max(Math.abs(low) * 0.05, 1e-9);
            low -= room;
            high += room;
        }
        int bars = Math.clamp((int) Math.ceil(2 * Math.cbrt(sorted.length)), 1, most);
        double width = (high - low) / bars;
        Integer[] counts = new Integer[bars];
        Arrays.fill(counts, 0);
        for (double value : sorted) {
            counts[Math.clamp((int) Math.floor((value - low) / width), 0, bars - 1)]++;
        }
        return new Histogram(low, width, List.of(counts));
    }

    /**
     * The chart.
     *
     * @param name what it shows, for those who do not see it
     * @param label of the axis below
     * @param middle value at which a line stands, the median for example
     */
    public String svg(String name, String label, double middle) {
        return Plot.both(() -> draw(name, label, middle));
    }

    private String draw(String name, String label, double middle) {
        int highest = counts.stream().mapToInt(Integer::intValue).max().orElse(1);
        double high = low + width * counts.size();
        Plot plot = Plot.of(
                HEIGHT,
                new Plot.Axis(new Scale.Linear(low, high), label),
                new Plot.Axis(Scale.Linear.fromZero(Math.max(1, highest)).ofWhole(), "Clips"));
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i) > 0) {
                double left = plot.x(low + i * width);
                double right = plot.x(low + (i + 1) * width);
                Box box = new Box(
                        left,
                        plot.y(counts.get(i)),
                        Math.max(1, right - left - GAP),
                        Math.max(1, plot.area().bottom() - plot.y(counts.get(i))));
                Svg bar = new Svg();
                Plot.rectangle(bar, box, "bar");
                plot.mark(Mark.of(words(i), ""), bar);
            }
        }
        plot.upright("axis mean", middle);
        return plot.finish(name);
    }

    private String words(int bar) {
        String from = bar == 0 ? "up" : number(low + bar * width);
        String to = bar == counts.size() - 1 ? "and more" : "to " + number(low + (bar + 1) * width);
        String range = bar == 0 && bar == counts.size() - 1 ? "all" : from + " " + to;
        return range + "\n" + counts.get(bar) + (counts.get(bar) == 1 ? " clip" : " clips");
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 1000 ? "%,.0f" : size >= 1 ? "%.2f" : "%.4f", value);
    }
}
