package org.fovea.encode.train;

import java.util.List;
import java.util.Optional;

/**
 * The directions in which a matrix's gradients vary: the eigenvectors of Shampoo's two factors, running means of G·Gᵀ
 * and Gᵀ·G (Gupta, Koren and Singer 2018). An optimiser that looks at each number by itself sees clearer there (SOAP,
 * Vyas and others 2024).
 */
record Eigenbasis(int rows, int columns, Side left, Side right) {
    /** Matrices with longer sides keep the identity on that side: their factors would cost more than they tell. */
    private static final int LONGEST = 64;

    private static final double MEMORY = 0.95;

    /** Steps between two looks at the eigenvectors, which turn slowly. */
    private static final int RENEWAL = 10;

    /** Off-diagonal parts below this share of the diagonal are none. */
    private static final double TOLERANCE = 1e-6;

    private static final int SWEEPS = 8;

    /** The basis of a tensor as a matrix of its outputs by all else; nothing for what is no matrix. */
    static Optional<Eigenbasis> of(List<Integer> shape) {
        int columns = shape.stream().skip(1).reduce(1, Math::multiplyExact);
        return columns == 1 ? Optional.empty() : Optional.of(new Eigenbasis(shape.get(0), columns));
    }

    /**
     * A basis of matrices.
     *
     * @param rows above 0
     * @param columns above 0
     */
    Eigenbasis(int rows, int columns) {
        this(rows, columns, new Side(rows), new Side(columns));
    }

    /** Everything that a checkpoint holds: factor and eigenvectors of the left side, then of the right side. */
    float[][] state() {
        return new float[][] {left.factor, left.vectors, right.factor, right.vectors};
    }

    /**
     * Takes in a gradient.
     *
     * @param gradient row-major
     * @param step 1 = first
     */
    void see(float[] gradient, double scale, long step) {
        boolean renew = step % RENEWAL == 1;
        if (left.turns()) {
            left.see(gradient, columns, 1, columns, scale);
        }
        if (right.turns()) {
            right.see(gradient, 1, columns, rows, scale);
        }
        if (renew) {
            left.renew();
            right.renew();
        }
    }

    /** The coordinates of a matrix, row-major, in the basis: leftᵀ · matrix · right. */
    double[] into(double[] matrix) {
        return turned(matrix, true);
    }

    /** Back again: left · coordinates · rightᵀ. */
    double[] outOf(double[] coordinates) {
        return turned(coordinates, false);
    }

    private double[] turned(double[] matrix, boolean into) {
        double[] half = matrix;
        if (left.turns()) {
            half = new double[matrix.length];
            for (int i = 0; i < rows; i++) {
                for (int k = 0; k < rows; k++) {
                    double vector = into ? left.vectors[k * rows + i] : left.vectors[i * rows + k];
                    for (int j = 0; j < columns; j++) {
                        half[i * columns + j] += vector * matrix[k * columns + j];
                    }
                }
            }
        }
        if (!right.turns()) {
            return half;
        }
        double[] turned = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double sum = 0;
                for (int k = 0; k < columns; k++) {
                    double vector = into ? right.vectors[k * columns + j] : right.vectors[j * columns + k];
                    sum += half[i * columns + k] * vector;
                }
                turned[i * columns + j] = sum;
            }
        }
        return turned;
    }

    /** One side's factor and its eigenvectors, which are the columns of a matrix. */
    static final class Side {
        private final int length;
        private final float[] factor;
        private final float[] vectors;

        Side(int length) {
            this.length = length;
            boolean turns = length > 1 && length <= LONGEST;
            factor = new float[turns ? length * length : 0];
            vectors = new float[turns ? length * length : 0];
            for (int i = 0; turns && i < length; i++) {
                vectors[i * length + i] = 1;
            }
        }

        boolean turns() {
            return factor.length > 0;
        }

        /**
         * The product of the gradient with itself over the other side, whose {@code others} numbers lie {@code apart}.
         */
        void see(float[] gradient, int step, int apart, int others, double scale) {
            for (int i = 0; i < length; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = 0;
                    for (int k = 0; k < others; k++) {
                        sum += (double) gradient[i * step + k * apart] * gradient[j * step + k * apart];
                    }
                    float mean = (float) (MEMORY * factor[i * length + j] + (1 - MEMORY) * sum * scale * scale);
                    factor[i * length + j] = mean;
                    factor[j * length + i] = mean;
                }
            }
        }

        /**
         * Cyclic Jacobi rotations, from the last eigenvectors on: these are nearly right, so that a sweep or two will
         * do, and each keeps its place.
         */
        void renew() {
            if (!turns()) {
                return;
            }
            double[] basis = new double[vectors.length];
            for (int i = 0; i < basis.length; i++) {
                basis[i] = vectors[i];
            }
            orthonormalise(basis);
            double[] turned = seenIn(basis);
            for (int sweep = 0; sweep < SWEEPS && sweep(turned, basis); sweep++) {}
            for (int i = 0; i < basis.length; i++) {
                vectors[i] = (float) basis[i];
            }
        }

        /** Gram and Schmidt, against what rounding to floats adds up to. */
        private void orthonormalise(double[] basis) {
            for (int j = 0; j < length; j++) {
                for (int before = 0; before < j; before++) {
                    double along = 0;
                    for (int i = 0; i < length; i++) {
                        along += basis[i * length + j] * basis[i * length + before];
                    }
                    for (int i = 0; i < length; i++) {
                        basis[i * length + j] -= along * basis[i * length + before];
                    }
                }
                double square = 0;
                for (int i = 0; i < length; i++) {
                    square += basis[i * length + j] * basis[i * length + j];
                }
                for (int i = 0; i < length; i++) {
                    basis[i * length + j] /= Math.sqrt(square);
                }
            }
        }

        /** basisᵀ · factor · basis. */
        private double[] seenIn(double[] basis) {
            double[] half = new double[basis.length];
            double[] seen = new double[basis.length];
            for (int i = 0; i < length; i++) {
                for (int k = 0; k < length; k++) {
                    for (int j = 0; j < length; j++) {
                        half[i * length + j] += factor[i * length + k] * basis[k * length + j];
                    }
                }
            }
            for (int k = 0; k < length; k++) {
                for (int i = 0; i < length; i++) {
                    for (int j = 0; j < length; j++) {
                        seen[i * length + j] += basis[k * length + i] * half[k * length + j];
                    }
                }
            }
            return seen;
        }

        /** One sweep over all pairs of directions; false where none was left to turn. */
        private boolean sweep(double[] matrix, double[] basis) {
            boolean turned = false;
            for (int p = 0; p < length; p++) {
                for (int q = p + 1; q < length; q++) {
                    double off = matrix[p * length + q];
                    double first = matrix[p * length + p];
                    double second = matrix[q * length + q];
                    if (Math.abs(off) <= TOLERANCE * Math.sqrt(Math.abs(first * second))
                            || Math.abs(off) < Float.MIN_NORMAL) {
                        continue;
                    }
                    turned = true;
                    double angle = (second - first) / (2 * off);
                    double tangent = Math.copySign(1, angle) / (Math.abs(angle) + Math.sqrt(angle * angle + 1));
                    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
                    double sine = tangent * cosine;
                    for (int k = 0; k < length; k++) {
                        turn(matrix, k * length + p, k * length + q, cosine, sine);
                    }
                    for (int k = 0; k < length; k++) {
                        turn(matrix, p * length + k, q * length + k, cosine, sine);
                        turn(basis, k * length + p, k * length + q, cosine, sine);
                    }
                }
            }
            return turned;
        }

        private static void turn(double[] values, int p, int q, double cosine, double sine) {
            double first = values[p];
            double second = values[q];
            values[p] = cosine * first - sine * second;
            values[q] = sine * first + cosine * second;
        }
    }
}
