package org.fovea.encode;

import java.util.function.LongSupplier;

/**
 * When work should be finished. A training leaves out steps to keep it, a search ends where it is.
 *
 * @param at time in nanoseconds on the clock; empty work has {@link #none}
 * @param clock in nanoseconds
 */
public record Deadline(long at, LongSupplier clock) {
    private static final Deadline NONE = new Deadline(Long.MAX_VALUE, () -> 0);

    /** There is all the time in the world. */
    public static Deadline none() {
        return NONE;
    }

    /** So many seconds from now on a clock. */
    public static Deadline in(double seconds, LongSupplier clock) {
        return new Deadline(clock.getAsLong() + (long) (seconds * 1e9), clock);
    }

    public boolean exists() {
        return at != Long.MAX_VALUE;
    }

    /** Seconds that are left, 0 or more; infinite without a deadline. */
    public double left() {
        return exists() ? Math.max(0, (at - clock.getAsLong()) / 1e9) : Double.POSITIVE_INFINITY;
    }

    public boolean passed() {
        return left() == 0;
    }
}
