package org.fovea.app.conformance;

/** Functions of floats: docs/mask-operations.md §1. Every product is rounded before it is added. */
final class PlainLogit {
    private static final float[] STRETCHED = new float[4096];

    static {
        for (int i = 0; i < 4096; i++) {
            double p = (i + 0.5) / 4096;
            STRETCHED[i] = (float) (StrictMath.log(p) - StrictMath.log(1 - p));
        }
    }

    private PlainLogit() {}

    static float exp(float x) {
        float t = x * -1.44269504f;
        int k = (int) t + 1;
        float f = k - t;
        float sum = 0.00133336f;
        for (float c : new float[] {0.00961813f, 0.05550411f, 0.24022651f, 0.69314718f, 1}) {
            float product = f * sum;
            sum = c + product;
        }
        return sum * Float.intBitsToFloat((127 - k) << 23);
    }

    static float ln(float x) {
        int raw = Float.floatToRawIntBits(x);
        int exponent = (raw >> 23) - 127;
        float m = Float.intBitsToFloat(raw & 0x7fffff | 0x3f800000) - 1;
        float inner = m * 0.1577f;
        inner = m * (-0.5826f + inner);
        inner = m * (1.4249f + inner);
        return (exponent + inner) * 0.6931472f;
    }

    static float squash(float x) {
        float e = exp(-Math.min(Math.abs(x), 16));
        float small = e / (1 + e);
        return x < 0 ? small : 1 - small;
    }

    static float clip(float x) {
        return Math.max(-16, Math.min(16, x));
    }

    /** Of a probability in 4,096 steps. */
    static float stretch(int step) {
        return STRETCHED[step];
    }

    static float dot(float[] x, float... w) {
        float[] lanes = new float[8];
        for (int i = 0; i < x.length; i++) {
            float product = x[i] * w[i];
            lanes[i & 7] += product;
        }
        return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
    }

    static void add(float[] w, float[] x, float scale) {
        for (int i = 0; i < w.length; i++) {
            float product = scale * x[i];
            w[i] += product;
        }
    }

    /** Sums of vectors: those at even places after the bias, those at odd places, and both. */
    static float[] sum(float[] bias, float[]... vectors) {
        float[] even = bias.clone();
        float[] odd = new float[bias.length];
        for (int r = 0; r < vectors.length; r++) {
            float[] target = r % 2 == 0 ? even : odd;
            for (int i = 0; i < target.length; i++) {
                target[i] += vectors[r][i];
            }
        }
        for (int i = 0; i < even.length; i++) {
            even[i] += odd[i];
        }
        return even;
    }
}
