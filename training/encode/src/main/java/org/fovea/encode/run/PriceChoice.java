package org.fovea.encode.run;

import java.util.List;
import java.util.Locale;

/**
 * Which price of a byte a run with a target takes, and why.
 *
 * @param target that was asked for
 * @param reached whether the archive that is taken keeps it, by the decoder's frames of all pairs
 * @param rate at which that archive was made
 * @param bytes of it
 * @param loss of it in points, without the rate
 * @param why in one sentence
 * @param trials in the order in which they were made, the first at the objective's own price
 */
public record PriceChoice(
        Target target, boolean reached, double rate, long bytes, double loss, String why, List<PriceTrial> trials) {
    public PriceChoice {
        trials = List.copyOf(trials);
    }

    /** The best of some trials. */
    static PriceChoice of(Target target, List<PriceTrial> trials) {
        PriceTrial best = target.best(trials);
        boolean reached = target.reached(best.bytes(), best.loss());
        String found = String.format(
                Locale.ROOT, "%,d bytes and a loss of %.4f at a rate of %s", best.bytes(), best.loss(), best.rate());
        String tried = trials.size() == 1 ? "1 trial" : trials.size() + " trials";
        String why = reached
                ? "target of " + target.phrase() + " reached with " + found + ", the best of " + tried
                : "target of " + target.phrase() + " not reached: the nearest of " + tried + " has " + found;
        return new PriceChoice(target, reached, best.rate(), best.bytes(), best.loss(), why, trials);
    }
}
