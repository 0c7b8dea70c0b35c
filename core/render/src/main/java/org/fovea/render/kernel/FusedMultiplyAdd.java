package org.fovea.render.kernel;

/**
 * a·b + c with one rounding. Processors without the instruction make {@link Math#fma} a thousand times slower than
 * these few operations, which give the same bits for finite results; which of the two runs is decided once, by time.
 */
final class FusedMultiplyAdd {
    /** Whether {@link Math#fma} is an instruction here. */
    static final boolean HARDWARE = isFast();

    private FusedMultiplyAdd() {}

    static float of(float a, float b, float c) {
        return HARDWARE ? Math.fma(a, b, c) : emulate(a, b, c);
    }

    /**
     * The product of two floats is exact in double. Its sum with {@code c} is rounded to odd (the last bit is set where
     * anything was lost), after which rounding to float cannot round twice (Boldo and Melquiond, "Emulation of FMA and
     * correctly rounded sums", 2008).
     */
    static float emulate(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        double rest = sum - product;
        double error = (product - (sum - rest)) + (c - rest);
        // Not for infinities and NaN, for which the error is NaN.
        if ((error > 0 || error < 0) && (Double.doubleToRawLongBits(sum) & 1) == 0) {
            boolean away = (error > 0) == (sum > 0);
            sum = Double.longBitsToDouble(Double.doubleToRawLongBits(sum) + (away ? 1 : -1));
        }
        return (float) sum;
    }

    private static boolean isFast() {
        // The emulation of the JDK takes about a microsecond, an instruction (even interpreted) a twentieth of that.
        long best = Long.MAX_VALUE;
        float sink = 0.3f;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 200; i++) {
                sink = Math.fma(sink, 1.0001f, 1e-3f);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return sink != 0 && best < 200 * 250;
    }
}
