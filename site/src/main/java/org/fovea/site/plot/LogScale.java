package org.fovea.site.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale on which equal ratios are equally far.
 *
 * @param low value at the low end, above 0
 * @param high value at the high end, above that
 */
public record LogScale(double low, double high) implements Scale {
    private static final double SMALL = 1e-4;
    private static final List<int[]> DIGITS =
            List.of(new int[] {1}, new int[] {1, 3}, new int[] {1, 2, 5}, new int[] {1, 2, 3, 4, 5, 6, 8});

    /** Rejects a scale without extent. */
    public LogScale {
        if (!(low > 0 && low < high) || !Double.isFinite(high / low)) {
            throw new IllegalArgumentException("a scale of ratios from " + low + " to " + high);
        }
    }

    /** One that holds two positive values with room beyond them. */
    public static LogScale around(double low, double high) {
        double room = Math.max(Math.pow(high / low, 0.06), 1.02);
        return new LogScale(low / room, high * room);
    }

    @Override
    public double at(double value) {
        return Math.log(value / low) / Math.log(high / low);
    }

    /**
     * Round numbers of as many digits as there is room for; where the scale spans less than a few of them, those of a
     * linear scale.
     */
    @Override
    public List<Tick> ticks(int most) {
        List<Tick> best = List.of();
        for (int[] digits : DIGITS) {
            List<Tick> ticks = ticks(digits);
            if (ticks.size() <= most) {
                best = ticks;
            }
        }
        return best.size() < 3 ? between(most) : best;
    }

    private List<Tick> between(int most) {
        List<Tick> ticks = new LinearScale(low, high).ticks(most);
        return high >= SMALL
                ? ticks
                : ticks.stream()
                        .map(tick -> new Tick(tick.value(), small(tick.value())))
                        .toList();
    }

    /** A number whose zeros would not fit beside an axis: 2.5·10⁻⁶. */
    private static String small(double value) {
        String[] parts = String.format(Locale.ROOT, "%.2e", value).split("e", -1);
        return parts[0].replaceFirst("\\.?0+$", "") + "·10" + Words.superscript(Integer.parseInt(parts[1]));
    }

    private List<Tick> ticks(int[] digits) {
        List<Tick> ticks = new ArrayList<>();
        int last = (int) Math.floor(Math.log10(high));
        for (int power = (int) Math.floor(Math.log10(low)); power <= last; power++) {
            for (int digit : digits) {
                double value = digit * Math.pow(10, power);
                if (holds(value)) {
                    ticks.add(new Tick(
                            value,
                            power >= 0
                                    ? String.format(Locale.ROOT, "%,.0f", value)
                                    : value < SMALL
                                            ? small(value)
                                            : String.format(Locale.ROOT, "%." + -power + "f", value)));
                }
            }
        }
        return ticks;
    }
}
