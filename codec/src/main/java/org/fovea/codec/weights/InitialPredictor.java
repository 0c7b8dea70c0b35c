package org.fovea.codec.weights;

/**
 * Guesses that a weight is its initial value times a factor, one guess per factor: training shrinks what it does not need. Passes everything on to the predictor that
 * would have been used without initial values, so that its regressions go on learning.
 */
final class InitialPredictor implements Predictor {
    /** Factors of the guesses. */
    static final double[] FACTORS = {1, 0.85, 0.6, 0.3};

    private final float[] initial;
    private final Predictor other;
    private final double[] guesses = new double[FACTORS.length];

    /** @param initial as many as the tensor has weights */
    InitialPredictor(float[] initial, Predictor other) {
        this.initial = initial;
        this.other = other;
    }

    @Override
    public double[] predict(int i) {
        for (int source = 0; source < guesses.length; source++) {
            guesses[source] = FACTORS[source] * initial[i];
        }
        return guesses;
    }

    @Override
    public void learn(int i, double value) {
        other.learn(i, value);
    }
}
