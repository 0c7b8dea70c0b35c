package org.fovea.codec.mask;

/**
 * The logistic function and its inverse in float arithmetic whose every operation is specified exactly by Java, so that
 * encoder and decoder agree bit for bit on every machine. Natural logarithms throughout.
 */
final class Logistic {
    /** Logits are clipped to plus or minus this before they become probabilities. */
    static final float LIMIT = 16f;

    /** {@code STRETCH[p >>> 4]} is ln(p / (1 - p)) of a 16-bit probability p. */
    static final float[] STRETCH = new float[4096];

    static {
        for (int i = 0; i < STRETCH.length; i++) {
            double p = (i + 0.5) / STRETCH.length;
            STRETCH[i] = (float) (StrictMath.log(p) - StrictMath.log(1 - p));
        }
    }

    private Logistic() {}

    static float clip(float logit) {
        return Math.max(-LIMIT, Math.min(LIMIT, logit));
    }

    /** 1 / (1 + e^-x); relative error below 1e-4; x is clipped to {@link #LIMIT}. */
    static float squash(float x) {
        float e = exp(-Math.min(Math.abs(x), LIMIT));
        float small = e / (1f + e);
        return x < 0 ? small : 1f - small;
    }

    /** e^x for x in -80..0; relative error below 1e-4. */
    static float exp(float x) {
        // e^x = 2^-t = 2^-k * 2^f with integer k and 0 < f <= 1.
        float t = x * -1.44269504f;
        int k = (int) t + 1;
        float f = k - t;
        float power =
                1f + f * (0.69314718f + f * (0.24022651f + f * (0.05550411f + f * (0.00961813f + f * 0.00133336f))));
        return power * Float.intBitsToFloat(127 - k << 23);
    }

    /** Natural logarithm of a positive normal float, to about 1e-3. */
    static float ln(float x) {
        int bits = Float.floatToRawIntBits(x);
        int exponent = (bits >> 23) - 127;
        float m = Float.intBitsToFloat(bits & 0x7FFFFF | 0x3F800000) - 1f;
        return (exponent + m * (1.4249f + m * (-0.5826f + m * 0.1577f))) * 0.6931472f;
    }
}
