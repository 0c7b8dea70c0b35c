package org.fovea.codec.mask;

/**
 * The vector arithmetic of the models' inner loops. Two implementations, one on the Vector API and one on plain loops,
 * give the same bits: every result is defined on {@value #LANES} lanes that are added in a fixed order, whatever the
 * machine's registers.
 */
interface Kernels {
    /** All vectors have a length that is a multiple of this. */
    int LANES = 8;

    /**
     * Inner product. Lane l sums {@code x[i] * w[offset + i]} over i = l, l + 8, l + 16 ..., product and sum rounded
     * separately; then the lanes are added as ((0+4)+(2+6)) + ((1+5)+(3+7)).
     */
    float dot(float[] x, float[] w, int offset, int length);

    /** {@code w[offset + i] += scale * x[i]}, product and sum rounded separately. */
    void addScaled(float[] w, int offset, float[] x, int length, float scale);

    /**
     * Sums rows of a table: {@code sum[i] = bias[i] + table[rows[0] + i] + table[rows[2] + i] + ...} over the rows at
     * even places plus the same sum, without bias, of the rows at odd places.
     */
    void sumRows(float[] table, int[] rows, int count, float[] bias, float[] sum, int length);

    /** {@code table[rows[r] + i] += rates[r] * gradient[i]} for the first {@code count} rows, in order. */
    void updateRows(float[] table, int[] rows, float[] rates, int count, float[] gradient, int length);

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
            byte[] costs);

    /** The fastest implementation for this Java run-time and machine. */
    static Kernels fastest() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && VectorKernels.suitsMachine()) {
            return new VectorKernels();
        }
        return new ScalarKernels();
    }
}
