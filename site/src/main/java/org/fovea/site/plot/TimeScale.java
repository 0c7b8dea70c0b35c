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

/**
 * A scale of times, in milliseconds since 1970; UTC.
 *
 * @param low first moment
 * @param high last moment, after that
 */
public record TimeScale(double low, double high) implements Scale {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** Steps between ticks; months and years are counted apart since they are not equally long. */
    private static final long[] STEPS = {
        1000,
        5000,
        15_000,
        30_000,
        MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        3 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY,
        2 * DAY,
        5 * DAY,
        10 * DAY
    };

    private static final int[] MONTHS = {1, 2, 3, 6, 12, 24, 60, 120};
    private static final DateTimeFormatter WITH_DAY = format("d MMM, HH:mm");
    private static final DateTimeFormatter DAY_ALONE = format("d MMM");
    private static final DateTimeFormatter CLOCK = format("HH:mm");
    private static final DateTimeFormatter SECOND = format("HH:mm:ss");
    private static final DateTimeFormatter MONTH = format("MMM uuuu");

    /** Rejects a scale without extent. */
    public TimeScale {
        if (!(low < high)) {
            throw new IllegalArgumentException("a scale of times from " + low + " to " + high);
        }
    }

    /** One that holds two moments with room beyond them. */
    public static TimeScale around(Instant first, Instant last) {
        double room = Math.max(0.03 * (last.toEpochMilli() - first.toEpochMilli()), 10 * MINUTE);
        return new TimeScale(first.toEpochMilli() - room, last.toEpochMilli() + room);
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
        for (long step : STEPS) {
            if ((high - low) / step <= most) {
                return clockTicks(step);
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
