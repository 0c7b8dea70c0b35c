package org.fovea.render.kernel;

/** The renderer's operations on single numbers, for layers too small for vectors. */
public final class ScalarMath {
    private ScalarMath() {}

    /** a·b + c with one rounding. */
    public static float fma(float a, float b, float c) {
        return FusedMultiplyAdd.of(a, b, c);
    }

    /** x·sigmoid(x). */
    public static float silu(float x) {
        return Swish.silu(x);
    }

    /**
     * out = 255·sigmoid(in).
     *
     * @return whether all of {@code in} are finite
     */
    public static boolean colours(float[] in, int inAt, float[] out, int outAt, int count) {
        boolean finite = true;
        for (int i = 0; i < count; i++) {
            float x = in[inAt + i];
            finite &= Float.isFinite(x);
            out[outAt + i] = 255f / Swish.denominator(x);
        }
        return finite;
    }
}
