package org.fovea.encode.run;

import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * How many of its training steps a run has, so that it ends in time.
 *
 * @param minutes that were asked for
 * @param share of the steps, a multiple of 0.05 up to 1
 * @param wholeMinutes that the run was expected to take with all of them
 * @param expectedMinutes that it was expected to take with these
 * @param why in one sentence
 */
public record TimeChoice(double minutes, double share, double wholeMinutes, double expectedMinutes, String why) {
    private static final int PARTS = 20;

    /** @throws IllegalArgumentException where the share is none */
    public TimeChoice {
        Objects.requireNonNull(why);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share + " is not above 0 and at most 1");
        }
    }

    /**
     * The most steps with which the run ends in time, else the fewest.
     *
     * @param minutes that were asked for
     * @param expected minutes of the whole run for a share of the steps; falls with it
     */
    static TimeChoice of(double minutes, DoubleUnaryOperator expected) {
        int parts = PARTS;
        while (parts > 1 && expected.applyAsDouble((double) parts / PARTS) > minutes) {
            parts--;
        }
        double share = (double) parts / PARTS;
        double whole = expected.applyAsDouble(1);
        double now = expected.applyAsDouble(share);
        String why = parts == PARTS
                ? "trainings have all their steps: the run takes about " + rounded(whole) + " minutes"
                : String.format(
                        Locale.ROOT,
                        "training cut to %.0f %% of its steps: about %s min instead of %s",
                        100 * share,
                        rounded(now),
                        rounded(whole));
        if (now > minutes) {
            why += String.format(
                    Locale.ROOT,
                    ". It cannot get below --minutes %s",
                    minutes == Math.rint(minutes) ? String.valueOf((long) minutes) : String.valueOf(minutes));
        }
        return new TimeChoice(minutes, share, whole, now, why);
    }

    private static String rounded(double minutes) {
        return String.format(Locale.ROOT, minutes < 10 ? "%.1f" : "%.0f", minutes);
    }

    /** Where there are no steps to leave out. */
    static TimeChoice nothingToLeaveOut(double minutes) {
        return new TimeChoice(
                minutes, 1, 0, 0, "the profile has too few training steps to leave any out, so it takes its time");
    }
}
