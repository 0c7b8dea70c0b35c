package org.fovea.encode;

/**
 * Settings of a stage that runs in a short trial of its profile, too. A stage whose settings are none of these is left
 * out of trials: what it gives follows from what the others have made.
 *
 * @param <S> the settings themselves
 */
@FunctionalInterface
public interface Shortenable<S extends Record> {
    /**
     * The same stage for a trial.
     *
     * @param share of the steps of a whole run, above 0, at most 1
     */
    S shortened(double share);

    /** This number of steps for a trial; some where a whole run has any. */
    static int steps(int whole, double share) {
        return whole == 0 ? 0 : (int) Math.max(1, Math.round(whole * share));
    }
}
