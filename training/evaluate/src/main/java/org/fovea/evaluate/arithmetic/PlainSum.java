package org.fovea.evaluate.arithmetic;

/** A sum of products in double, and how large its terms are. */
final class PlainSum {
    private double sum;
    private double size;

    void add(double a, double b) {
        sum += a * b;
        size += Math.abs(a * b);
    }

    /** How far a number is from the sum, in parts of the size of its terms; infinite for what is no number. */
    double error(float number) {
        double distance = Math.abs(number - sum);
        return !Float.isFinite(number)
                ? Double.POSITIVE_INFINITY
                : distance == 0 ? 0 : distance / Math.max(size, 1e-30);
    }
}
