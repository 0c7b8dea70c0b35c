package org.fovea.site.page;

import java.util.Locale;
import org.fovea.lab.record.Round;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;

/**
 * A round of a run: it was held against another one on the same pairs.
 *
 * @param round itself
 * @param floor run that it was held against
 */
public record RoundLine(Numbered<Round> round, RunRow floor) {
    private static final int DECIMALS = 6;

    /** A gain; positive is better. */
    public static String gain(double value) {
        String text = String.format(Locale.ROOT, "%." + DECIMALS + "f", Math.abs(value));
        return value > 0 ? "+" + text : value < 0 ? "−" + text : "0";
    }

    /** What follows from it, in words. */
    public String decision() {
        return switch (round.record().decision()) {
            case KILL -> "stopped: cannot reach the threshold";
            case CONTINUE -> "undecided: may continue";
            case PROMOTE -> "advanced: above the threshold";
        };
    }

    /** What the gain is against the noise between seeds. */
    public String noise() {
        return round.record()
                .seeds()
                .map(seeds -> round.record()
                                .gainInNoise()
                                .map(times -> String.format(Locale.ROOT, "%.1f × ", times)
                                        .replace('-', '−'))
                                .orElse("")
                        + Wording.score(seeds.deviation()))
                .orElse("one seed");
    }

    /** Interval of the gain; a round of all pairs has none. */
    public String interval() {
        return isExact()
                ? "exact"
                : gain(round.record().low()) + " to " + gain(round.record().high());
    }

    /** Level of its interval. */
    public String level() {
        return isExact() ? "–" : Wording.percent(round.record().level());
    }

    private boolean isExact() {
        return round.record().low() == round.record().high();
    }
}
