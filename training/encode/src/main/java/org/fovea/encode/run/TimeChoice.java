package org.fovea.encode.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How many of its training steps a run has, so that it ends in time.
 *
 * @param minutes that were asked for
 * @param share of the steps, up to 1
 * @param wholeMinutes that the run was expected to take with all of them
 * @param expectedMinutes that it was expected to take with these
 * @param why in one sentence
 */
public record TimeChoice(double minutes, double share, double wholeMinutes, double expectedMinutes, String why) {
    /** @throws IllegalArgumentException where the share is none */
    public TimeChoice {
        Objects.requireNonNull(why);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share + " is not above 0 and at most 1");
        }
    }

    /** @param searches what is left out of them */
    static TimeChoice of(
            double minutes, double share, List<String> searches, double wholeMinutes, double expectedMinutes) {
        List<String> cuts = new ArrayList<>();
        if (share < 1) {
            cuts.add(String.format(Locale.ROOT, "training cut to %.0f %% of its steps", 100 * share));
        }
        cuts.addAll(searches);
        String why = cuts.isEmpty()
                ? "nothing is left out for the time: the run takes about " + rounded(wholeMinutes) + " minutes"
                : String.join(", ", cuts) + ": about " + rounded(expectedMinutes) + " min instead of "
                        + rounded(wholeMinutes);
        if (expectedMinutes > 1.05 * minutes) {
            why += ", the least on this machine: --minutes "
                    + (minutes == Math.rint(minutes) ? String.valueOf((long) minutes) : String.valueOf(minutes))
                    + " is too short";
        }
        return new TimeChoice(minutes, share, wholeMinutes, expectedMinutes, why);
    }

    private static String rounded(double minutes) {
        return String.format(Locale.ROOT, minutes < 10 ? "%.1f" : "%.0f", minutes);
    }

    /** Where no step could be measured beforehand: of a video, or without trainings. */
    static TimeChoice unmeasured(double minutes) {
        return new TimeChoice(minutes, 1, 0, 0, "trainings and searches end when their part of the time is used up");
    }
}
