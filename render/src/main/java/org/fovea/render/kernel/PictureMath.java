package org.fovea.render.kernel;

import org.fovea.render.KernelChoice;

/**
 * What a network that draws from latent numbers does to each sample by itself. Every implementation gives the same
 * bits; {@code docs/rendering.md} §9 states them.
 */
public interface PictureMath {
    /** 1.5·2^23: added and taken away again, it rounds to whole numbers, half to even. */
    float ROUND = 12582912f;

    /** Arguments of the sine are limited to ±this. */
    float LARGEST_ANGLE = 0x1p20f;

    float INVERSE_PI = 0x1.45f306p-2f;

    // π in three parts.
    float PI_1 = 0x1.921fb6p+1f;
    float PI_2 = -0x1.777a5cp-24f;
    float PI_3 = -0x1.ee59dap-49f;

    // sin r = r + r³·polynomial(r²) for r within ±π/2; relative error 6e-9 before rounding.
    float S0 = -0x1.55554cp-3f;
    float S1 = 0x1.110ed2p-7f;
    float S2 = -0x1.9f6fa6p-13f;
    float S3 = 0x1.5db8ccp-19f;

    /**
     * Vectors or scalars.
     *
     * @throws IllegalArgumentException where the Vector API is asked for and missing
     */
    static PictureMath of(KernelChoice choice) {
        return VectorApi.serves(choice) ? VectorSupport.math() : new ScalarPictureMath();
    }

    /** Loaded only where the Vector API is there. */
    final class VectorSupport {
        private VectorSupport() {}

        static PictureMath math() {
            return new VectorPictureMath();
        }
    }

    /** Name for people. */
    String name();

    /**
     * out = fma(scale, sin(a + b), c).
     *
     * @return whether all sums a + b are finite
     */
    boolean sine(
            float[] a, int aAt, float[] b, int bAt, float scale, float[] c, int cAt, float[] out, int outAt, int count);

    /**
     * out = 255·sigmoid(a).
     *
     * @return whether all are finite
     */
    boolean colours(float[] a, int aAt, float[] out, int outAt, int count);

    /**
     * The sum of four rows times their weights, plus a number for each sample, limited to 0..255 and rounded half to
     * even.
     *
     * @param weights four
     * @param sums scratch, as long as a row
     * @param out receives the bytes from {@code outAt} on
     */
    void finish(
            float[] row0,
            float[] row1,
            float[] row2,
            float[] row3,
            float[] weights,
            int weightsAt,
            float[] plus,
            int[] sums,
            byte[] out,
            int outAt);
}
