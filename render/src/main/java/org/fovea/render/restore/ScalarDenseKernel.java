package org.fovea.render.restore;

import org.fovea.render.kernel.ScalarMath;

/** Without the Vector API. Loops over pixels are simple enough for the compiler to make vectors of them where it can. */
final class ScalarDenseKernel implements DenseKernel {
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
        for (int step = 0; step < SIDE * inputs; step++) {
            int at = rowAt + step % inputs * PITCH + step / inputs * dilation;
            for (int output = 0; output < GROUP; output++) {
                float weight = weights[weightsAt + step * GROUP + output];
                add(row, at, weight, sums, sumsAt + output * TILE, pixels);
            }
        }
    }

    private static void add(float[] in, int inAt, float weight, float[] sums, int sumsAt, int pixels) {
        for (int x = 0; x < pixels; x++) {
            sums[sumsAt + x] = ScalarMath.fma(in[inAt + x], weight, sums[sumsAt + x]);
        }
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
