package org.fovea.render.kernel;

/** Without the Vector API. */
final class ScalarPictureMath implements PictureMath {
    @Override
    public String name() {
        return "scalar";
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

    @Override
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

    @Override
    public boolean colours(float[] a, int aAt, float[] out, int outAt, int count) {
        boolean finite = true;
        for (int i = 0; i < count; i++) {
            float x = a[aAt + i];
            finite &= Float.isFinite(x);
            out[outAt + i] = 255f / Swish.denominator(x);
        }
        return finite;
    }

    @Override
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
