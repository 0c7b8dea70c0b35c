package org.fovea.app.conformance;

/** docs/conformance.md: recursive least squares. */
final class PlainRegression {
    private final double[] variances;
    private final double[] coefficients;
    private final double[][] covariance;

    PlainRegression(int size, double variance) {
        this(PlainBits.same(size, variance));
    }

    PlainRegression(double... variances) {
        this.variances = variances.clone();
        int size = variances.length;
        coefficients = new double[size];
        covariance = new double[size][size];
        for (int i = 0; i < size; i++) {
            covariance[i][i] = variances[i];
        }
    }

    /** Coefficients become less certain. */
    void loosen(double share) {
        for (int i = 0; i < variances.length; i++) {
            covariance[i][i] += share * variances[i];
        }
    }

    double predict(double[] inputs) {
        double sum = 0;
        for (int i = 0; i < inputs.length; i++) {
            sum += coefficients[i] * inputs[i];
        }
        return sum;
    }

    void learn(double[] inputs, double target) {
        int size = inputs.length;
        double error = target - predict(inputs);
        double[] gain = new double[size];
        double denominator = 1;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                gain[i] += covariance[i][j] * inputs[j];
            }
            denominator += gain[i] * inputs[i];
        }
        for (int i = 0; i < size; i++) {
            coefficients[i] += gain[i] / denominator * error;
            for (int j = 0; j < size; j++) {
                covariance[i][j] -= gain[i] * gain[j] / denominator;
            }
        }
    }
}
