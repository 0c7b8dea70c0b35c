package org.fovea.codec.weights;

import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.ExactMath;
import org.fovea.codec.entropy.RecursiveLeastSquares;

/**
 * What the weights coded so far say about the next one of the same tensor: corrections to its magnitude and its sign.
 */
abstract class WeightContext {
    private static final int LEVELS = 8;
    private static final double LARGEST_ENERGY = 16;

    /** Weight of the initial distribution in the running size, in weights. */
    private static final double PRIOR_WEIGHTS = 32;

    final LevelTilt tilt;
    final SignModel signs;
    private final double[] energies = new double[LEVELS];
    private double squares;
    private double count = PRIOR_WEIGHTS;
    private double sigma;
    private int index;
    private double surplus;

    static final class Regressions {
        final LevelTilt tilt;
        final SignModel signs;

        Regressions(double[] tiltVariances, double[] signVariances) {
            tilt = new LevelTilt(tiltVariances);
            signs = new SignModel(signVariances);
        }
    }

    /**
     * @param tiltLoosening how much this tensor's magnitudes may differ from the earlier ones', a share of the prior
     *     variance
     * @param signLoosening the same for its signs
     */
    WeightContext(Regressions regressions, double unit, double tiltLoosening, double signLoosening) {
        tilt = regressions.tilt;
        signs = regressions.signs;
        tilt.regression.loosen(tiltLoosening);
        signs.regression.loosen(signLoosening);
        squares = PRIOR_WEIGHTS * unit * unit / 3;
    }

    final void enter(int i, double scale) {
        index = i;
        sigma = Math.sqrt(squares / count);
        for (int m = 0; m < LEVELS; m++) {
            double level = Fp4Tensor.magnitude(m) * scale / sigma;
            energies[m] = Math.min(LARGEST_ENERGY, level * level);
        }
        surplus = 0;
        tiltInputs(i);
    }

    /** Corrects the probabilities of the magnitudes. */
    final void tilt(double[] probabilities) {
        tilt.apply(probabilities, energies);
    }

    final void learn(int level) {
        surplus = tilt.learn(level);
    }

    final boolean codeMinus(BitChannel channel, double magnitude, boolean minus) {
        signInputs(index, sigma);
        return signs.codeMinus(channel, magnitude / sigma, minus);
    }

    /** Leaves the weight, whose value is now known. */
    final void leave(double value) {
        squares += value * value;
        count++;
        remember(index, value, surplus);
    }

    abstract void tiltInputs(int i);

    abstract void signInputs(int i, double sigma);

    /** Takes in a weight and by how much its energy was larger than expected. */
    abstract void remember(int i, double value, double surplus);

    /**
     * Makes large levels more or less likely than a distribution says, by a factor e^(η·q) where q is a level's energy
     * and η a linear function of inputs: what a change of the distribution's variance does to a normal distribution.
     * The coefficients are learnt by Newton steps on the code length (an extended Kalman filter).
     */
    static final class LevelTilt {
        private static final double LARGEST = 3;

        private final RecursiveLeastSquares regression;
        private final double[] inputs;
        private double[] energies = {};
        private final double[] tilted = new double[LEVELS];
        private double expected;

        LevelTilt(double... priorVariances) {
            regression = new RecursiveLeastSquares(priorVariances);
            inputs = new double[priorVariances.length];
        }

        void input(int index, double value) {
            inputs[index] = Math.max(-LARGEST, Math.min(LARGEST, value));
        }

        /** Tilts a distribution over levels with these energies; the result adds up to 1. */
        void apply(double[] distribution, double[] energies) {
            this.energies = energies;
            double exponent = Math.max(-2, Math.min(2, regression.predict(inputs)));
            double sum = 0;
            for (int m = 0; m < LEVELS; m++) {
                tilted[m] = distribution[m] * ExactMath.exp(exponent * energies[m]);
                sum += tilted[m];
            }
            expected = 0;
            for (int m = 0; m < LEVELS; m++) {
                tilted[m] /= sum;
                distribution[m] = tilted[m];
                expected += tilted[m] * energies[m];
            }
        }

        /** Learns which level came. Returns by how much its energy was above the expected one. */
        double learn(int level) {
            double variance = 0;
            for (int m = 0; m < LEVELS; m++) {
                double difference = energies[m] - expected;
                variance += tilted[m] * difference * difference;
            }
            double surplus = energies[level] - expected;
            regression.correct(inputs, surplus, variance);
            return surplus;
        }
    }

    /**
     * Signs of weights whose magnitude is known, from a regression that predicts the weight itself, in units of its
     * standard deviation: under a normal distribution around the prediction m, the odds of plus against minus are
     * e^(2·m·|w|).
     */
    static final class SignModel {
        private static final double LARGEST_INPUT = 8;

        private final RecursiveLeastSquares regression;
        private final double[] inputs;

        SignModel(double... priorVariances) {
            regression = new RecursiveLeastSquares(priorVariances);
            inputs = new double[priorVariances.length];
        }

        void input(int index, double value) {
            inputs[index] = Math.max(-LARGEST_INPUT, Math.min(LARGEST_INPUT, value));
        }

        boolean codeMinus(BitChannel channel, double magnitude, boolean minus) {
            double plus = ExactMath.logistic(2 * regression.predict(inputs) * magnitude);
            boolean coded = channel.code(minus ? 1 : 0, 1 - plus) != 0;
            regression.learn(inputs, coded ? -magnitude : magnitude);
            return coded;
        }
    }
}
