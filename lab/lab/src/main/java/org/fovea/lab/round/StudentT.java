package org.fovea.lab.round;

/** Student's t distribution with a whole number of degrees of freedom. */
final class StudentT {
    private StudentT() {}

    /**
     * The value that is not exceeded with a probability.
     *
     * @param probability 0..1, both excluded
     * @param degrees of freedom, at least 1
     */
    static double quantile(double probability, int degrees) {
        if (!(probability > 0 && probability < 1) || degrees < 1) {
            throw new IllegalArgumentException("quantile " + probability + " of t with " + degrees + " degrees");
        }
        if (probability < 0.5) {
            return -quantile(1 - probability, degrees);
        }
        double low = 0;
        double high = 1;
        while (cumulative(high, degrees) < probability && high < 1e15) {
            high *= 2;
        }
        for (int i = 0; i < 200 && low < high; i++) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (cumulative(middle, degrees) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * Probability of at most {@code t}, which is 0 or more: the finite sums of Abramowitz and Stegun, 26.7.3 and
     * 26.7.4.
     */
    static double cumulative(double t, int degrees) {
        double angle = Math.atan(t / Math.sqrt(degrees));
        double cosine = Math.cos(angle);
        double square = cosine * cosine;
        double central;
        if (degrees % 2 == 1) {
            double sum = 0;
            double term = cosine;
            for (int k = 1; k <= degrees - 2; k += 2) {
                sum += term;
                term *= square * (k + 1) / (k + 2);
            }
            central = (angle + Math.sin(angle) * sum) * 2 / Math.PI;
        } else {
            double sum = 0;
            double term = 1;
            for (int k = 0; k <= degrees - 2; k += 2) {
                sum += term;
                term *= square * (k + 1) / (k + 2);
            }
            central = Math.sin(angle) * sum;
        }
        return 0.5 + central / 2;
    }
}
