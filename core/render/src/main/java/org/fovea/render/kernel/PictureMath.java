package org.fovea.render.kernel;

import org.fovea.render.KernelChoice;

/**
 * What a network that renders from latent numbers does to each sample by itself. Every implementation gives the same
 * bits; {@code docs/rendering.md} §9 states them.
 */
public class PictureMath {
    /** 1.5·2^23: added and taken away again, it rounds to whole numbers, half to even. */
    public static final float ROUND = 12582912f;

    /** Arguments of the sine are limited to ±this. */
    public static final float LARGEST_ANGLE = 0x1p20f;

    public static final float INVERSE_PI = 0x1.45f306p-2f;

    // π in three parts.
    public static final float PI_1 = 0x1.921fb6p+1f;
    public static final float PI_2 = -0x1.777a5cp-24f;
    public static final float PI_3 = -0x1.ee59dap-49f;

    // sin r = r + r³·polynomial(r²) for r within ±π/2; relative error 6e-9 before rounding.
    public static final float S0 = -0x1.55554cp-3f;
    public static final float S1 = 0x1.110ed2p-7f;
    public static final float S2 = -0x1.9f6fa6p-13f;
    public static final float S3 = 0x1.5db8ccp-19f;

    /**
     * Vectors or scalars.
     *
     * @throws IllegalArgumentException where the Vector API is asked for and missing
     */
    public static PictureMath of(KernelChoice choice) {
        return VectorApi.serves(choice) ? new VectorPictureMath() : new PictureMath();
    }

    static float sine(float angle) {
        float x = Math.max(Math.min(angle, LARGEST_ANGLE), -LARGEST_ANGLE);
        float rounded = x * INVERSE_PI + ROUND;
        float turns = rounded - ROUND;
        float r = FusedMultiplyAdd.of(turns, -PI_1, x);
        r = FusedMultiplyAdd.of(turns, -PI_2, r);
        r = FusedMultiplyAdd.of(turns, -PI_3, r);
        float square = r * r;
        float p = FusedMultiplyAdd.of(square, S3, S2);
        p = FusedMultiplyAdd.of(p, square, S1);
        p = FusedMultiplyAdd.of(p, square, S0);
        float sine = FusedMultiplyAdd.of(r * square, p, r);
        // An odd number of half turns changes the sign.
        return Float.intBitsToFloat(Float.floatToRawIntBits(sine) ^ Float.floatToRawIntBits(rounded) << 31);
    }

    /**
     * out = fma(scale, sin(a + b), c).
     *
     * @return whether all sums a + b are finite
     */
    public boolean sine(
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            float scale,
            float[] c,
            int cAt,
            float[] out,
            int outAt,
            int count) {
        boolean finite = true;
        for (int i = 0; i < count; i++) {
            float sum = a[aAt + i] + b[bAt + i];
            finite &= Float.isFinite(sum);
            out[outAt + i] = FusedMultiplyAdd.of(scale, sine(sum), c[cAt + i]);
        }
        return finite;
    }

    /**
     * The sum of four rows times their weights, plus a number for each sample, limited to 0..255 and rounded half to
     * even.
     *
     * @param weights four
     * @param sums scratch, as long as a row
     * @param out receives the bytes from {@code outAt} on
     */
    public void finish(
            float[] row0,
            float[] row1,
            float[] row2,
            float[] row3,
            float[] weights,
            int weightsAt,
            float[] plus,
            int[] sums,
            byte[] out,
            int outAt) {
        for (int i = 0; i < plus.length; i++) {
            out[outAt + i] = finish(row0[i], row1[i], row2[i], row3[i], weights, weightsAt, plus[i]);
        }
    }

    static byte finish(float a, float b, float c, float d, float[] weights, int at, float plus) {
        float sum = a * weights[at];
        sum = FusedMultiplyAdd.of(b, weights[at + 1], sum);
        sum = FusedMultiplyAdd.of(c, weights[at + 2], sum);
        sum = FusedMultiplyAdd.of(d, weights[at + 3], sum);
        float limited = Math.min(Math.max(sum + plus, 0f), 255f);
        // The lowest bits of the sum are the whole number.
        return (byte) Float.floatToRawIntBits(limited + ROUND);
    }
}
