package org.fovea.render.dense;

import org.fovea.render.KernelChoice;
import org.fovea.render.kernel.ScalarMath;
import org.fovea.render.kernel.VectorApi;

/**
 * The inner loops of dense 3×3 convolutions. Every implementation gives the same bits: lanes are pixels and never meet.
 *
 * <p>Input rows lie as in {@link RowRing}. Sums are {@code [output][TILE]}. Those beyond the pixels asked for may be
 * computed as well; they mean nothing.
 */
public class DenseKernel {
    /** Pixels of a row that are made together: with what they are made of they stay in the first-level cache. */
    public static final int TILE = 96;

    public static final int REACH = 16;

    /** Distance between channels of a tile; a constant, so that the compiler can move bounds checks out of loops. */
    public static final int PITCH = TILE + 2 * REACH;

    /** Columns of a convolution's kernel, and its rows. */
    public static final int SIDE = 3;

    /** Outputs that share a pass over the inputs. Those beyond the last have weights of zero. */
    public static final int GROUP = 4;

    public static DenseKernel of(KernelChoice choice) {
        return VectorApi.serves(choice) ? new VectorDenseKernel() : new DenseKernel();
    }

    /**
     * Continues sums by one row of the convolution's kernel: over its columns, and for each over all input channels, by
     * fma.
     *
     * @param row the input row that the kernel's row meets, {@code [channel][PITCH]} from {@code rowAt}, the place of
     *     the leftmost tap of the first pixel
     * @param weights [column][input][output of the group] from {@code weightsAt}
     * @param sums [output of the group][TILE] from {@code sumsAt}
     * @param pixels 1..TILE
     */
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

    /**
     * Where negative, sums become zero: out = max(sum, +0).
     *
     * @return whether all sums are finite
     */
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
