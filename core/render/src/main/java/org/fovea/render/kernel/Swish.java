package org.fovea.render.kernel;

/**
 * The exponential of the renderer: 2^u for u = −x·log2(e), from fixed operations. u is limited to ±126, split into a
 * whole part (by adding {@link #ROUND}, which leaves it in the lowest bits of the sum) and a fraction in ±½, whose
 * power of two is a polynomial of degree 5 (relative error 2.0e-7, least-squares fit of the relative error, iterated
 * towards equal ripple); the whole part is added to the exponent.
 */
final class Swish {
    static final float MINUS_LOG2_E = -0x1.715476p+0f;

    /** 1.5·2^23. */
    static final float ROUND = 12582912f;

    /** Bits of 126f: as signed numbers, bits of floats above it are larger, those of negative floats smaller. */
    static final int HIGH = 0x42fc0000;

    /** Bits of −126f: as unsigned numbers, only bits of floats below it are larger. */
    static final int LOW = 0xc2fc0000;

    static final float C0 = 0x1.000002p+0f;
    static final float C1 = 0x1.62e428p-1f;
    static final float C2 = 0x1.ebf918p-3f;
    static final float C3 = 0x1.c6b6e4p-5f;
    static final float C4 = 0x1.3d0c54p-7f;
    static final float C5 = 0x1.5c08e6p-10f;

    private Swish() {}

    /** 1 + e^−x. */
    static float denominator(float x) {
        int bits = Float.floatToRawIntBits(x * MINUS_LOG2_E);
        bits = Math.min(bits, HIGH);
        bits = Integer.compareUnsigned(bits, LOW) > 0 ? LOW : bits;
        float u = Float.intBitsToFloat(bits);
        float rounded = u + ROUND;
        float f = u - (rounded - ROUND);
        float power = FusedMultiplyAdd.of(f, C5, C4);
        power = FusedMultiplyAdd.of(power, f, C3);
        power = FusedMultiplyAdd.of(power, f, C2);
        power = FusedMultiplyAdd.of(power, f, C1);
        power = FusedMultiplyAdd.of(power, f, C0);
        int scaled = Float.floatToRawIntBits(power) + (Float.floatToRawIntBits(rounded) << 23);
        return Float.intBitsToFloat(scaled) + 1f;
    }

    static float silu(float x) {
        return x / denominator(x);
    }
}
