package org.fovea.codec.mask;

/** {@link Kernels} in plain Java. */
final class ScalarKernels implements Kernels {
    @Override
    public float dot(float[] x, float[] w, int offset, int length) {
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

    @Override
    public void addScaled(float[] w, int offset, float[] x, int length, float scale) {
        for (int i = 0; i < length; i++) {
            w[offset + i] += scale * x[i];
        }
    }

    @Override
    public void sumRows(float[] table, int[] rows, int count, float[] bias, float[] sum, int length) {
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

    @Override
    public void updateRows(float[] table, int[] rows, float[] rates, int count, float[] gradient, int length) {
        for (int r = 0; r < count; r++) {
            addScaled(table, rows[r], gradient, length, rates[r]);
        }
    }

    @Override
    public int leastMismatch(
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
