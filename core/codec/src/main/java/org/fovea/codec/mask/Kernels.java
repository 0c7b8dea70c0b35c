package org.fovea.codec.mask;

/**
 * The vector arithmetic of the models' inner loops. This one, in plain loops, and {@link VectorKernels} give the same
 * bits: every result is defined on {@value #LANES} lanes that are added in a fixed order, whatever the machine's
 * registers.
 */
class Kernels {
    /** All vectors have a length that is a multiple of this. */
    static final int LANES = 8;

    /** The fastest implementation for this Java run-time and machine. */
    static Kernels fastest() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors && VectorKernels.suitsMachine() ? new VectorKernels() : new Kernels();
    }

    /**
     * Inner product. Lane l sums {@code x[i] * w[offset + i]} over i = l, l + 8, l + 16 ..., product and sum rounded
     * separately; then the lanes are added as ((0+4)+(2+6)) + ((1+5)+(3+7)).
     */
    float dot(float[] x, float[] w, int offset, int length) {
        float a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
        for (int i = 0; i < length; i += LANES) {
            a0 += x[i] * w[offset + i];
            a1 += x[i + 1] * w[offset + i + 1];
            a2 += x[i + 2] * w[offset + i + 2];
            a3 += x[i + 3] * w[offset + i + 3];
            a4 += x[i + 4] * w[offset + i + 4];
            a5 += x[i + 5] * w[offset + i + 5];
            a6 += x[i + 6] * w[offset + i + 6];
            a7 += x[i + 7] * w[offset + i + 7];
        }
        return ((a0 + a4) + (a2 + a6)) + ((a1 + a5) + (a3 + a7));
    }

    /** {@code w[offset + i] += scale * x[i]}, product and sum rounded separately. */
    void addScaled(float[] w, int offset, float[] x, int length, float scale) {
        for (int i = 0; i < length; i++) {
            w[offset + i] += scale * x[i];
        }
    }

    /**
     * Sums rows of a table: {@code sum[i] = bias[i] + table[rows[0] + i] + table[rows[2] + i] + ...} over the rows at
     * even places plus the same sum, without bias, of the rows at odd places. The length is a multiple of 16.
     */
    void sumRows(float[] table, int[] rows, int count, float[] bias, float[] sum, int length) {
        for (int i = 0; i < length; i += LANES) {
            sumEightColumns(table, rows, count, bias, sum, i);
        }
    }

    private static void sumEightColumns(float[] table, int[] rows, int count, float[] bias, float[] sum, int column) {
        float[] odd = new float[LANES];
        float[] even = new float[LANES];
        System.arraycopy(bias, column, even, 0, LANES);
        for (int r = 0; r < count; r++) {
            float[] target = (r & 1) == 0 ? even : odd;
            int row = rows[r] + column;
            for (int i = 0; i < LANES; i++) {
                target[i] += table[row + i];
            }
        }
        for (int i = 0; i < LANES; i++) {
            sum[column + i] = even[i] + odd[i];
        }
    }

    /** {@code table[rows[r] + i] += rates[r] * gradient[i]} for the first {@code count} rows, in order. */
    void updateRows(float[] table, int[] rows, float[] rates, int count, float[] gradient, int length) {
        for (int r = 0; r < count; r++) {
            addScaled(table, rows[r], gradient, length, rates[r]);
        }
    }

    /**
     * Weighted template matching: {@code costs[16 * r + k] = penalties[16 * r + k] +} the sum of {@code weights[t]}
     * over all t with {@code current[at + offsets[t]] != previous[origin + r * stride + k + offsets[t]]}, for k in
     * 0..15. No cost may exceed 127.
     *
     * @return index of the first least cost
     */
    int leastMismatch(
            byte[] current,
            byte[] previous,
            int at,
            int origin,
            int stride,
            int[] offsets,
            byte[] weights,
            byte[] penalties,
            byte[] costs) {
        int best = 0;
        for (int row = 0; row < costs.length; row += 16) {
            int from = origin + row / 16 * stride;
            for (int k = 0; k < 16; k++) {
                costs[row + k] = penalties[row + k];
            }
            for (int t = 0; t < offsets.length; t++) {
                byte known = current[at + offsets[t]];
                int other = from + offsets[t];
                for (int k = 0; k < 16; k++) {
                    costs[row + k] += previous[other + k] != known ? weights[t] : 0;
                }
            }
            for (int k = row; k < row + 16; k++) {
                best = costs[k] < costs[best] ? k : best;
            }
        }
        return best;
    }
}
