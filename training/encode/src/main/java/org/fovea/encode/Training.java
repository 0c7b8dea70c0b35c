package org.fovea.encode;

/**
 * Settings of a stage that trains: it takes as long as it has steps, and does its work with fewer of them, only less
 * well.
 *
 * @param <S> the settings themselves
 */
public interface Training<S extends Record> extends Shortenable<S> {
    /**
     * The same stage where time is short. Unlike in a trial, everything but the steps stays.
     *
     * @param share of its steps, above 0, at most 1
     */
    default S withShareOfSteps(double share) {
        return shortened(share);
    }
}
