package org.fovea.codec.weights;

import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.ExactMath;
import org.fovea.codec.entropy.RecursiveLeastSquares;

/**
 * Signs of weights whose magnitude is known, from a regression that predicts the weight itself, in units of its
 * standard deviation: under a normal distribution around the prediction m, the odds of plus against minus are
 * e^(2·m·|w|).
 */
final class SignModel {
    private static final double LARGEST_INPUT = 8;

    private final RecursiveLeastSquares regression;
    private final double[] inputs;

    SignModel(double... priorVariances) {
        int inputs = priorVariances.length;
        this.regression = new RecursiveLeastSquares(priorVariances);
        this.inputs = new double[inputs];
    }

    /** See {@link RecursiveLeastSquares#loosen}. */
    void loosen(double share) {
        regression.loosen(share);
    }

    /** Sets one input for the next sign. */
    void input(int index, double value) {
        inputs[index] = Math.max(-LARGEST_INPUT, Math.min(LARGEST_INPUT, value));
    }

    /** Codes whether the sign is a minus, and learns. */
    boolean codeMinus(BitChannel channel, double magnitude, boolean minus) {
        double plus = ExactMath.logistic(2 * regression.predict(inputs) * magnitude);
        boolean coded = channel.code(minus ? 1 : 0, 1 - plus) != 0;
        regression.learn(inputs, coded ? -magnitude : magnitude);
        return coded;
    }
}
