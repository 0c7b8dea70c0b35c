package org.fovea.render.dense;

import org.fovea.render.kernel.ScalarMath;

/** Without the Vector API. */
public final class ScalarDenseKernel implements DenseKernel {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void accumulate(
            float[] row,
            int rowAt,
            int inputs,
            int dilation,
            float[] weights,
            int weightsAt,
            float[] sums,
            int sumsAt,
            int pixels) {
        for (int x = 0; x < pixels; x += 2) {
            twoPixels(row, rowAt + x, inputs, dilation, weights, weightsAt, sums, sumsAt + x);
        }
    }

    /** Two pixels by {@link #GROUP} outputs, whose sums fit in registers. */
    private static void twoPixels(
            float[] in, int inAt, int inputs, int dilation, float[] w, int wAt, float[] sums, int at) {
        float a0 = sums[at];
        float b0 = sums[at + 1];
        float a1 = sums[at + TILE];
        float b1 = sums[at + TILE + 1];
        float a2 = sums[at + 2 * TILE];
        float b2 = sums[at + 2 * TILE + 1];
        float a3 = sums[at + 3 * TILE];
        float b3 = sums[at + 3 * TILE + 1];
        for (int column = 0; column < SIDE; column++) {
            int i = inAt + column * dilation;
            int k = wAt + column * inputs * GROUP;
            for (int c = 0; c < inputs; c++) {
                float x = in[i + c * PITCH];
                float y = in[i + c * PITCH + 1];
                float v = w[k + c * GROUP];
                a0 = ScalarMath.fma(x, v, a0);
                b0 = ScalarMath.fma(y, v, b0);
                v = w[k + c * GROUP + 1];
                a1 = ScalarMath.fma(x, v, a1);
                b1 = ScalarMath.fma(y, v, b1);
                v = w[k + c * GROUP + 2];
                a2 = ScalarMath.fma(x, v, a2);
                b2 = ScalarMath.fma(y, v, b2);
                v = w[k + c * GROUP + 3];
                a3 = ScalarMath.fma(x, v, a3);
                b3 = ScalarMath.fma(y, v, b3);
            }
        }
        sums[at] = a0;
        sums[at + 1] = b0;
        sums[at + TILE] = a1;
        sums[at + TILE + 1] = b1;
        sums[at + 2 * TILE] = a2;
        sums[at + 2 * TILE + 1] = b2;
        sums[at + 3 * TILE] = a3;
        sums[at + 3 * TILE + 1] = b3;
    }

    @Override
    public boolean rectify(float[] sums, int sumsAt, float[] out, int outAt, int pixels) {
        boolean finite = true;
        for (int x = 0; x < pixels; x++) {
            float sum = sums[sumsAt + x];
            finite &= Float.isFinite(sum);
            out[outAt + x] = sum > 0 ? sum : 0f;
        }
        return finite;
    }
}
