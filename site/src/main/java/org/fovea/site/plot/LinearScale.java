package org.fovea.site.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale on which equal differences are equally far.
 *
 * @param low value at the low end
 * @param high value at the high end, above that
 * @param whole whether only whole numbers are named
 */
public record LinearScale(double low, double high, boolean whole) implements Scale {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /** Rejects a scale without extent. */
    public LinearScale {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException("a scale from " + low + " to " + high);
        }
    }

    /** One of any numbers. */
    public LinearScale(double low, double high) {
        this(low, high, false);
    }

    /** The same, on which only whole numbers are named: of things that are counted or numbered. */
    public LinearScale ofWhole() {
        return new LinearScale(low, high, true);
    }

    /** One that holds two values with room beyond them; around a value where both are the same. */
    public static LinearScale around(double low, double high) {
        double room = low == high ? Math.max(Math.abs(low) * 0.1, 1e-9) : 0.06 * (high - low);
        return new LinearScale(low >= 0 ? Math.max(0, low - room) : low - room, high + room);
    }

    /** One from zero to a value, with room above. */
    public static LinearScale fromZero(double high) {
        return new LinearScale(0, high > 0 ? high * 1.06 : 1);
    }

    @Override
    public double at(double value) {
        return (value - low) / (high - low);
    }

    @Override
    public List<Tick> ticks(int most) {
        double rough = (high - low) / Math.max(1, most);
        double step = step(whole ? Math.max(1, rough) : rough);
        step = whole && step == 2.5 ? 5 : step;
        int decimals = decimals(step);
        List<Tick> ticks = new ArrayList<>();
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        for (long i = first; i <= last; i++) {
            double value = i * step;
            String label = String.format(Locale.ROOT, "%,." + decimals + "f", value);
            ticks.add(new Tick(value, label.startsWith("-") ? "−" + label.substring(1) : label));
        }
        return ticks;
    }

    /** The smallest round number that is not below one. */
    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double step : STEPS) {
            if (step * power >= rough * (1 - 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /** Decimals that a step needs to be told from its neighbours. */
    private static int decimals(double step) {
        int decimals = 0;
        double scaled = step;
        while (decimals < 12 && Math.abs(scaled - Math.rint(scaled)) > 1e-6) {
            scaled *= 10;
            decimals++;
        }
        return decimals;
    }
}
