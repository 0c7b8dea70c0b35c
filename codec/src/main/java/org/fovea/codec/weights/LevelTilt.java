package org.fovea.codec.weights;

import org.fovea.codec.entropy.ExactMath;
import org.fovea.codec.entropy.RecursiveLeastSquares;

/**
 * Makes large levels more or less likely than a distribution says, by a factor e^(η·q) where q is a level's energy and
 * η a linear function of inputs: what a change of the distribution's variance does to a normal distribution. The
 * coefficients are learnt by Newton steps on the code length (an extended Kalman filter).
 */
final class LevelTilt {
    private static final double LARGEST = 3;

    private final int size;
    private final double[] priorVariances;
    private final double[] coefficients;
    private final double[][] covariance;
    private final double[] gain;
    private final double[] inputs;
    private double[] energies = new double[0];
    private double[] tilted = new double[0];
    private double expected;

    LevelTilt(double... priorVariances) {
        size = priorVariances.length;
        this.priorVariances = priorVariances.clone();
        coefficients = new double[size];
        covariance = new double[size][size];
        gain = new double[size];
        inputs = new double[size];
        for (int i = 0; i < size; i++) {
            covariance[i][i] = priorVariances[i];
        }
    }

    /** See {@link RecursiveLeastSquares#loosen}. */
    void loosen(double share) {
        for (int i = 0; i < size; i++) {
            covariance[i][i] += share * priorVariances[i];
        }
    }

    void input(int index, double value) {
        inputs[index] = Math.max(-LARGEST, Math.min(LARGEST, value));
    }

    /** Tilts a distribution over levels with these energies; the result adds up to 1. */
    void apply(double[] distribution, double[] energies) {
        int levels = distribution.length;
        if (tilted.length != levels) {
            tilted = new double[levels];
        }
        this.energies = energies;
        double exponent = 0;
        for (int i = 0; i < size; i++) {
            exponent += coefficients[i] * inputs[i];
        }
        exponent = Math.max(-2, Math.min(2, exponent));
        double sum = 0;
        for (int m = 0; m < levels; m++) {
            tilted[m] = distribution[m] * ExactMath.exp(exponent * energies[m]);
            sum += tilted[m];
        }
        expected = 0;
        for (int m = 0; m < levels; m++) {
            tilted[m] /= sum;
            distribution[m] = tilted[m];
            expected += tilted[m] * energies[m];
        }
    }

    /** Learns which level came. Returns by how much its energy was above the expected one. */
    double learn(int level) {
        double variance = 0;
        for (int m = 0; m < tilted.length; m++) {
            double difference = energies[m] - expected;
            variance += tilted[m] * difference * difference;
        }
        double denominator = 1;
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int j = 0; j < size; j++) {
                sum += covariance[i][j] * inputs[j];
            }
            gain[i] = sum;
            denominator += variance * sum * inputs[i];
        }
        double surplus = energies[level] - expected;
        for (int i = 0; i < size; i++) {
            coefficients[i] += gain[i] / denominator * surplus;
            for (int j = 0; j < size; j++) {
                covariance[i][j] -= variance * gain[i] * gain[j] / denominator;
            }
        }
        return surplus;
    }
}
