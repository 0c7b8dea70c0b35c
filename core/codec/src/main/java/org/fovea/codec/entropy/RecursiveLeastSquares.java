package org.fovea.codec.entropy;

import java.util.Arrays;

/**
 * Linear regression that is updated with each sample (recursive least squares, the Kalman filter of constant
 * coefficients). The coefficients start at zero with a known prior variance, so that few samples move them little.
 */
public final class RecursiveLeastSquares {
    private final int size;
    private final double[] priorVariances;
    private final double[] coefficients;
    private final double[][] covariance;
    private final double[] gain;

    /**
     * @param priorVariances variance of each coefficient before any sample, in units of the noise's variance; one per
     *     input
     */
    public RecursiveLeastSquares(double... priorVariances) {
        size = priorVariances.length;
        this.priorVariances = priorVariances.clone();
        coefficients = new double[size];
        covariance = new double[size][size];
        gain = new double[size];
        for (int i = 0; i < size; i++) {
            covariance[i][i] = priorVariances[i];
        }
    }

    /** With the same prior variance for all inputs. */
    public static RecursiveLeastSquares of(int size, double priorVariance) {
        double[] variances = new double[size];
        Arrays.fill(variances, priorVariance);
        return new RecursiveLeastSquares(variances);
    }

    /** Makes room for change, as when another tensor begins: coefficients keep their values but become less certain. */
    public void loosen(double share) {
        for (int i = 0; i < size; i++) {
            covariance[i][i] += share * priorVariances[i];
        }
    }

    public double predict(double[] inputs) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += coefficients[i] * inputs[i];
        }
        return sum;
    }

    public void learn(double[] inputs, double target) {
        correct(inputs, target - predict(inputs), 1);
    }

    /**
     * Learns from an error.
     *
     * @param variance how much the error says: the inverse of its own variance, 1 for that of the noise
     */
    public void correct(double[] inputs, double error, double variance) {
        double denominator = 1;
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int j = 0; j < size; j++) {
                sum += covariance[i][j] * inputs[j];
            }
            gain[i] = sum;
            denominator += variance * sum * inputs[i];
        }
        for (int i = 0; i < size; i++) {
            coefficients[i] += gain[i] / denominator * error;
            for (int j = 0; j < size; j++) {
                covariance[i][j] -= variance * gain[i] * gain[j] / denominator;
            }
        }
    }
}
