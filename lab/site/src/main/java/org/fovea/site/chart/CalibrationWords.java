package org.fovea.site.chart;

import java.util.Locale;
import org.fovea.lab.round.Calibration;
import org.fovea.site.layout.Wording;

/** What a row of the calibration means, in a sentence. */
public final class CalibrationWords {
    private CalibrationWords() {}

    /** The sentence. */
    public static String of(Calibration.Row row) {
        long good = row.promotedGood() + row.continuedGood() + row.killedGood();
        long bad = row.promotedBad() + row.continuedBad() + row.killedBad();
        String kept = good == 0
                ? "no candidate was good"
                : "of " + Wording.count(good) + " comparisons of good candidates, " + Wording.count(row.killedGood())
                        + " were stopped (" + share(row.killedGood(), good) + ")";
        String stopped = bad == 0
                ? "none was bad"
                : "of " + Wording.count(bad) + " comparisons of others, " + Wording.count(row.killedBad())
                        + " were stopped ("
                        + share(row.killedBad(), bad) + ") and " + Wording.count(row.promotedBad())
                        + " advanced as certain gains";
        return "On " + row.pairs() + " pairs: " + kept + "; " + stopped + ".";
    }

    /** A part as per cent. */
    public static String share(long part, long all) {
        return all == 0 ? "—" : String.format(Locale.ROOT, "%.0f %%", 100.0 * part / all);
    }

    /** Correlation of both gains. */
    public static String correlation(Calibration.Row row) {
        return row.correlation()
                .map(value -> String.format(Locale.ROOT, "%.2f", value).replace('-', '−'))
                .orElse("—");
    }
}
