package org.fovea.lab.round;

import org.fovea.lab.record.Author;
import org.fovea.lab.record.Round.Decision;

/**
 * What follows from a comparison. Subsets of pairs are looked at one after the other, and each look could err; so each
 * may use an equal part of the error rates (Bonferroni), and all together stay below them. The look at all pairs is
 * exact and uses none.
 *
 * @param bar gain that is asked for, in points of the score
 * @param killError probability, at most, that a candidate whose gain reaches the bar is rejected by one of the subsets,
 *     0..0.5
 * @param promoteError probability, at most, that one below the bar is sent on as sure by one of them, 0..0.5
 * @param looks how many subsets there are before all pairs, at least 1
 */
public record RoundRule(double bar, double killError, double promoteError, int looks) {
    /**
     * Gain that is asked for where nothing is known of the noise, in points. Differences of 0.02 may be chance in short
     * trainings, so it says little then.
     */
    public static final double USUAL_BAR = 0.003;

    public static final Author AUTHOR = Author.rule("round");

    public RoundRule {
        if (!Double.isFinite(bar)
                || !(killError > 0 && killError < 0.5)
                || !(promoteError > 0 && promoteError < 0.5)
                || looks < 1) {
            throw new IllegalArgumentException("a rule with a bar of " + bar + " and error rates of " + killError
                    + " and " + promoteError + " in " + looks + " looks; rates are between 0 and 0.5");
        }
    }

    /** Confidence of the interval of one look. */
    public double level() {
        return 1 - (killError + promoteError) / looks;
    }

    /**
     * Decides.
     *
     * @return of a subset: KILL where the gain is below the bar, PROMOTE where it is above, but for the error rates;
     *     else CONTINUE. Of all pairs: PROMOTE where the exact gain is above the bar, else KILL
     */
    public Outcome decide(PairedComparison comparison) {
        PairedComparison.Interval interval = comparison.interval(promoteError / looks, killError / looks);
        if (comparison.whole()) {
            Decision decision = comparison.exactGain() > bar ? Decision.PROMOTE : Decision.KILL;
            return new Outcome(comparison.exactGain(), interval, decision);
        }
        Decision decision =
                interval.high() < bar ? Decision.KILL : interval.low() > bar ? Decision.PROMOTE : Decision.CONTINUE;
        return new Outcome(comparison.gain(), interval, decision);
    }

    /**
     * What was decided.
     *
     * @param gain linearised of a subset, exact of all pairs
     */
    public record Outcome(double gain, PairedComparison.Interval interval, Decision decision) {}
}
