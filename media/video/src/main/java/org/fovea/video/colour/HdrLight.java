package org.fovea.video.colour;

/**
 * From BT.2100 to what networks expect that were trained on 8-bit pictures: display light is taken relative to 203
 * nits, the white of BT.2408; primaries of BT.2020 become those of BT.709 (BT.2087); what is brighter than 0.3 is
 * compressed by the mobius curve of FFmpeg's filter {@code tonemap}, which ends at 1000 nits; the result is written for
 * a display of gamma 2.4 (BT.1886). Tables are computed by {@link StrictMath}, so the same everywhere.
 */
final class HdrLight {
    private static final float WHITE = 203;
    private static final double PEAK = 1000 / 203.0;
    private static final double KNEE = 0.3;
    private static final int STEPS = 4095;

    private final float[] light = new float[STEPS + 1];

    /** By the square root of luminance: what HLG's display makes of the light of the scene; all 1 for PQ. */
    private final float[] gain = new float[STEPS + 1];

    /** By the square root of light: the 8-bit number, not rounded. */
    private final float[] coded = new float[STEPS + 1];

    private final float mobiusFactor;
    private final float mobiusA;
    private final float mobiusB;

    HdrLight(ColourRule.Light curve) {
        boolean pq = curve == ColourRule.Light.PQ;
        for (int i = 0; i <= STEPS; i++) {
            double x = (double) i / STEPS;
            light[i] = (float) ((pq ? 10_000 * pq(x) : 1000 * hlg(x)) / WHITE);
            gain[i] = pq ? 1 : (float) StrictMath.pow(x * x, 0.2);
            coded[i] = (float) (255 * StrictMath.pow(x * x, 1 / 2.4));
        }
        double a = -KNEE * KNEE * (PEAK - 1) / (KNEE * KNEE - 2 * KNEE + PEAK);
        double b = (KNEE * KNEE - 2 * KNEE * PEAK + PEAK) / (PEAK - 1);
        mobiusFactor = (float) ((b * b + 2 * b * KNEE + KNEE * KNEE) / (b - a));
        mobiusA = (float) a;
        mobiusB = (float) b;
    }

    /** Display light of a PQ signal, 1 for 10,000 nits. */
    private static double pq(double signal) {
        double root = StrictMath.pow(signal, 32 / 2523.0);
        double part = Math.max(0, root - 3424 / 4096.0) / (2413 / 128.0 - 2392 / 128.0 * root);
        return StrictMath.pow(part, 16384 / 2610.0);
    }

    /** Light of the scene of an HLG signal, at most 1. */
    private static double hlg(double signal) {
        double a = 0.17883277;
        double b = 1 - 4 * a;
        double c = 0.5 - a * StrictMath.log(4 * a);
        return signal <= 0.5 ? signal * signal / 3 : (StrictMath.exp((signal - c) / a) + b) / 12;
    }

    /** Red, green and blue as the matrix gives them, 0..255, to 8 bits each, red in the lowest. */
    int convert(float codedRed, float codedGreen, float codedBlue) {
        float red = between(light, codedRed / 255);
        float green = between(light, codedGreen / 255);
        float blue = between(light, codedBlue / 255);
        float luminance = (0.2627f * red + 0.6780f * green + 0.0593f * blue) * (WHITE / 1000);
        float display = between(gain, (float) Math.sqrt(luminance));
        float r = display * Math.max(0, 1.660491f * red - 0.587641f * green - 0.072850f * blue);
        float g = display * Math.max(0, -0.124550f * red + 1.132900f * green - 0.008349f * blue);
        float b = display * Math.max(0, -0.018151f * red - 0.100579f * green + 1.118730f * blue);
        float most = Math.max(r, Math.max(g, b));
        float toned = most > (float) KNEE ? mobiusFactor * (most + mobiusA) / (most + mobiusB) / most : 1;
        return level(r * toned) | level(g * toned) << 8 | level(b * toned) << 16;
    }

    private int level(float value) {
        return (int) (between(coded, (float) Math.sqrt(value)) + 0.5f);
    }

    private static float between(float[] table, float value) {
        float place = Math.max(0, Math.min(1, value)) * STEPS;
        int below = Math.min(STEPS - 1, (int) place);
        return table[below] + (place - below) * (table[below + 1] - table[below]);
    }
}
