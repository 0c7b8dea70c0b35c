package org.fovea.codec.pose;

/**
 * A slow curve seen through white noise, followed by a Kalman filter: the level takes random steps and a random slope,
 * each observation adds noise of variance 1. All variances are in units of the noise's, so that one filter serves every
 * noise level; the gains do not depend on the data.
 */
final class StateSpaceModel {
    private final double levelVariance;
    private final double slopeVariance;
    private double level;
    private double slope;
    private double p00;
    private double p01;
    private double p11;

    /**
     * @param levelVariance variance of the level's own step from one observation to the next
     * @param slopeVariance variance of the slope's change, 0 for no slope at all
     */
    StateSpaceModel(double levelVariance, double slopeVariance, double first) {
        this.levelVariance = levelVariance;
        this.slopeVariance = slopeVariance;
        level = first;
        p00 = 1 + levelVariance;
        p11 = slopeVariance > 0 ? 1 : 0;
    }

    double mean() {
        return level;
    }

    /** Variance of the next observation around {@link #mean()}, in units of the noise's. */
    double variance() {
        return p00 + 1;
    }

    void observe(double value) {
        double variance = variance();
        double error = value - level;
        double gainLevel = p00 / variance;
        double gainSlope = p01 / variance;
        level += gainLevel * error;
        slope += gainSlope * error;
        double q00 = p00 - gainLevel * p00;
        double q01 = p01 - gainLevel * p01;
        double q11 = p11 - gainSlope * p01;
        level += slope;
        p00 = q00 + 2 * q01 + q11 + levelVariance;
        p01 = q01 + q11;
        p11 = q11 + slopeVariance;
    }
}
