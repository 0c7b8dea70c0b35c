package org.fovea.site.plot;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From values to places on an axis. */
public sealed interface Scale {
    /** Where a value is: 0 at the low end, 1 at the high end; beyond these for values that are not on the scale. */
    double at(double value);

    double low();

    double high();

    /**
     * Round values on the scale, rising.
     *
     * @param most of them that have room
     */
    List<Tick> ticks(int most);

    default boolean holds(double value) {
        return value >= low() && value <= high();
    }

    /** Where a value is, or the nearest end. */
    default double clamped(double value) {
        return Math.clamp(at(value), 0, 1);
    }

    /**
     * A place on an axis that is named.
     *
     * @param value where
     * @param label the text next to it
     */
    record Tick(double value, String label) {}

    /**
     * A scale on which equal differences are equally far.
     *
     * @param low value at the low end
     * @param high value at the high end, above that
     * @param whole whether only whole numbers are named
     */
    record Linear(double low, double high, boolean whole) implements Scale {
        private static final double[] STEPS = {1, 2, 2.5, 5, 10};

        public Linear {
            if (!(low < high) || !Double.isFinite(high - low)) {
                throw new IllegalArgumentException("a scale from " + low + " to " + high);
            }
        }

        /** One of any numbers. */
        public Linear(double low, double high) {
            this(low, high, false);
        }

        /** The same, on which only whole numbers are named: of things that are counted or numbered. */
        public Linear ofWhole() {
            return new Linear(low, high, true);
        }

        /** One that holds two values with room beyond them; around a value where both are the same. */
        public static Linear around(double low, double high) {
            double room = low == high ? Math.max(Math.abs(low) * 0.1, 1e-9) : 0.06 * (high - low);
            return new Linear(low >= 0 ? Math.max(0, low - room) : low - room, high + room);
        }

        /** One from zero to a value, with room above. */
        public static Linear fromZero(double high) {
            return new Linear(0, high > 0 ? high * 1.06 : 1);
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

    /**
     * A scale on which equal ratios are equally far.
     *
     * @param low value at the low end, above 0
     * @param high value at the high end, above that
     */
    record Log(double low, double high) implements Scale {
        private static final double SMALL = 1e-4;
        private static final List<int[]> DIGITS =
                List.of(new int[] {1}, new int[] {1, 3}, new int[] {1, 2, 5}, new int[] {1, 2, 3, 4, 5, 6, 8});

        public Log {
            if (!(low > 0 && low < high) || !Double.isFinite(high / low)) {
                throw new IllegalArgumentException("a scale of ratios from " + low + " to " + high);
            }
        }

        /** One that holds two positive values with room beyond them. */
        public static Log around(double low, double high) {
            double room = Math.max(Math.pow(high / low, 0.06), 1.02);
            return new Log(low / room, high * room);
        }

        @Override
        public double at(double value) {
            return Math.log(value / low) / Math.log(high / low);
        }

        /**
         * Round numbers of as many digits as there is room for; where the scale spans less than a few of them, those of
         * a linear scale.
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
            List<Tick> ticks = new Linear(low, high).ticks(most);
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

    /**
     * A scale of named places, one beside the other: the value of a place is its number from 0.
     *
     * @param names of the places, at least one
     * @param room for a name, in units of a chart; longer ones are cut
     */
    record Steps(List<String> names, double room) implements Scale {
        /** Rejects one of no places; copies. */
        public Steps {
            names = List.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("a scale of no places");
            }
        }

        @Override
        public double at(double value) {
            return (value + 0.5) / names.size();
        }

        @Override
        public double low() {
            return -0.5;
        }

        @Override
        public double high() {
            return names.size() - 0.5;
        }

        /** Every place where all have room, else every second, third ... */
        @Override
        public List<Tick> ticks(int most) {
            int each = Math.max(1, (int) Math.ceil((double) names.size() / Math.max(1, most)));
            List<Tick> ticks = new ArrayList<>();
            for (int place = 0; place < names.size(); place += each) {
                ticks.add(new Tick(place, Words.fit(names.get(place), room * each)));
            }
            return ticks;
        }
    }

    /**
     * A scale of times, in milliseconds since 1970; UTC.
     *
     * @param low first moment
     * @param high last moment, after that
     */
    record Time(double low, double high) implements Scale {
        private static final long MINUTE = 60_000;
        private static final long DAY = 24 * 60 * MINUTE;
        /** Seconds between ticks; months and years are counted apart since they are not equally long. */
        private static final long[] STEPS = {
            1, 5, 15, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 432_000, 864_000
        };

        private static final int[] MONTHS = {1, 2, 3, 6, 12, 24, 60, 120};
        private static final DateTimeFormatter WITH_DAY = format("d MMM, HH:mm");
        private static final DateTimeFormatter DAY_ALONE = format("d MMM");
        private static final DateTimeFormatter CLOCK = format("HH:mm");
        private static final DateTimeFormatter SECOND = format("HH:mm:ss");
        private static final DateTimeFormatter MONTH = format("MMM uuuu");

        public Time {
            if (!(low < high)) {
                throw new IllegalArgumentException("a scale of times from " + low + " to " + high);
            }
        }

        /** One that holds two moments with room beyond them. */
        public static Time around(double first, double last) {
            double room = Math.max(0.03 * (last - first), 10 * MINUTE);
            return new Time(first - room, last + room);
        }

        private static DateTimeFormatter format(String pattern) {
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
        }

        @Override
        public double at(double value) {
            return (value - low) / (high - low);
        }

        @Override
        public List<Tick> ticks(int most) {
            for (long seconds : STEPS) {
                if ((high - low) / (1000 * seconds) <= most) {
                    return clockTicks(1000 * seconds);
                }
            }
            for (int months : MONTHS) {
                if ((high - low) / (months * 30.4 * DAY) <= most) {
                    return monthTicks(months);
                }
            }
            return monthTicks((int) ((high - low) / (30.4 * DAY) / most));
        }

        private List<Tick> clockTicks(long step) {
            List<Tick> ticks = new ArrayList<>();
            for (long time = (long) Math.ceil(low / step) * step; time <= high; time += step) {
                Instant moment = Instant.ofEpochMilli(time);
                boolean midnight = moment.atZone(ZoneOffset.UTC).toLocalTime().equals(LocalTime.MIDNIGHT);
                DateTimeFormatter clock = ticks.isEmpty() ? WITH_DAY : step < MINUTE ? SECOND : CLOCK;
                ticks.add(new Tick(time, (step >= DAY || midnight ? DAY_ALONE : clock).format(moment)));
            }
            return ticks;
        }

        private List<Tick> monthTicks(int months) {
            List<Tick> ticks = new ArrayList<>();
            ZonedDateTime month = Instant.ofEpochMilli((long) low)
                    .atZone(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.DAYS)
                    .withDayOfMonth(1);
            for (; month.toInstant().toEpochMilli() <= high; month = month.plusMonths(1)) {
                long time = month.toInstant().toEpochMilli();
                if (time >= low && (month.getYear() * 12L + month.getMonthValue() - 1) % months == 0) {
                    ticks.add(new Tick(time, MONTH.format(month)));
                }
            }
            return ticks;
        }
    }
}
