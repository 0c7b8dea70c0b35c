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
            case KILL -> "killed: cannot reach the bar";
            case CONTINUE -> "undecided: may go on";
            case PROMOTE -> "above the bar: goes on";
        };
    }

    /** Level of its interval. */
    public String level() {
        return Wording.percent(round.record().level());
    }
}
