package org.fovea.encode.poses;

import java.util.Arrays;

/** Small dense symmetric positive definite systems. */
final class LeastSquares {
    private LeastSquares() {}

    /**
     * The upper triangle R of RᵀR = {@code matrix}. A pivot that is not positive, which rounding can cause, counts as
     * very small.
     *
     * @param matrix symmetric, only its upper triangle is read
     */
    static double[][] cholesky(double[][] matrix) {
        int n = matrix.length;
        double[][] upper = new double[n][n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, matrix[i][i]);
        }
        double least = Math.max(largest * 1e-15, Double.MIN_NORMAL);
        for (int i = 0; i < n; i++) {
            double pivot = matrix[i][i];
            for (int k = 0; k < i; k++) {
                pivot -= upper[k][i] * upper[k][i];
            }
            upper[i][i] = Math.sqrt(Math.max(pivot, least));
            for (int j = i + 1; j < n; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < i; k++) {
                    sum -= upper[k][i] * upper[k][j];
                }
                upper[i][j] = sum / upper[i][i];
            }
        }
        return upper;
    }

    /** Solves RᵀR·x = {@code right}. */
    static double[] solve(double[][] upper, double[] right) {
        int n = right.length;
        double[] x = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= upper[k][i] * x[k];
            }
            x[i] /= upper[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= upper[i][k] * x[k];
            }
            x[i] /= upper[i][i];
        }
        return x;
    }

    static double squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).reduce(0, Double::sum);
    }
}
