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
}
