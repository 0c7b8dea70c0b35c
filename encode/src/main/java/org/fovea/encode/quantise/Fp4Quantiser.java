package org.fovea.encode.quantise;

import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.Fp4Tensor;

/**
 * Weights to FP4. Scales are halves whose last bit is 0 (1/1024 apart at most, far finer than the levels), which saves
 * the weight coder a bit per block; a block that is exactly FP4 at another scale keeps that.
 */
final class Fp4Quantiser {
    private static final float TOP = Fp4Tensor.magnitude(7);

    /**
     * Fitted scales are searched from this share of the peak's scale up; in real tensors the best one lies above it.
     */
    private static final double SMALLEST_SHARE = 0.6;

    /** Up to where the largest weight's nearest level is still the top one: 6/5. */
    private static final double LARGEST_SHARE = 1.2;

    private static final int CANDIDATES = 15;

    private final TensorSpec spec;
    private final float[] values;
    private final float[] importance;
    private final NumberFormat.Fp4 format;
    private final byte[] codes;

    Fp4Quantiser(TensorSpec spec, float[] values, float[] importance, NumberFormat.Fp4 format) {
        this.spec = spec;
        this.values = values;
        this.importance = importance;
        this.format = format;
        codes = new byte[values.length];
    }

    Fp4Tensor run() {
        short[] scales = new short[Math.ceilDiv(values.length, format.blockSize())];
        for (int block = 0; block < scales.length; block++) {
            int first = block * format.blockSize();
            int end = (int) Math.min(values.length, (long) first + format.blockSize());
            scales[block] = scale(first, end);
            assign(scales[block], first, end);
        }
        return new Fp4Tensor(spec.name(), spec.shape(), format.blockSize(), codes, scales);
    }

    private short scale(int first, int end) {
        float peak = 0;
        for (int i = first; i < end; i++) {
            peak = Math.max(peak, Math.abs(values[i]));
        }
        short exact = NumberFormat.half(peak / TOP);
        short even = even(peak / TOP);
        if (exact != even && error(exact, first, end, 0) == 0) {
            return exact;
        }
        return format.range() == NumberFormat.Range.PEAK ? even : fit(even, peak, first, end);
    }

    /** The nearest half whose last bit is 0. */
    static short even(double value) {
        short half = NumberFormat.half((float) value);
        if ((half & 1) == 0) {
            return half;
        }
        short above = (short) (half + 1);
        boolean up = Float.float16ToFloat(half) < value && Float.isFinite(Float.float16ToFloat(above));
        return up ? above : (short) (half - 1);
    }

    private short fit(short peakScale, float peak, int first, int end) {
        short best = peakScale;
        double least = error(best, first, end, Double.POSITIVE_INFINITY);
        for (int candidate = 0; candidate < CANDIDATES && least > 0; candidate++) {
            double share = SMALLEST_SHARE + (LARGEST_SHARE - SMALLEST_SHARE) * candidate / CANDIDATES;
            short scale = even(leastSquares((float) (peak / TOP * share), first, end));
            if (peak <= 5 * Float.float16ToFloat(scale)) {
                continue;
            }
            double error = error(scale, first, end, least);
            if (error < least) {
                least = error;
                best = scale;
            }
        }
        return best;
    }

    /** The scale with the least error for the levels that {@code scale} gives. */
    private double leastSquares(float scale, int first, int end) {
        if (!(scale > 0)) {
            return 0;
        }
        float inverse = 1 / scale;
        double product = 0;
        double squares = 0;
        for (int i = first; i < end; i++) {
            float magnitude = Math.abs(values[i]);
            double level = Fp4Tensor.magnitude(level(magnitude * inverse));
            double weight = importance == null ? 1 : importance[i];
            product += weight * magnitude * level;
            squares += weight * level * level;
        }
        return squares > 0 ? product / squares : scale;
    }

    /** Weighted squared error; what is beyond {@code enough} need not be exact. */
    private double error(short half, int first, int end, double enough) {
        float scale = Float.float16ToFloat(half);
        float inverse = scale > 0 ? 1 / scale : 0;
        double sum = 0;
        for (int i = first; i < end && sum <= enough; i++) {
            float magnitude = Math.abs(values[i]);
            float difference = magnitude - Fp4Tensor.magnitude(level(magnitude * inverse)) * scale;
            sum += (double) difference * difference * (importance == null ? 1 : importance[i]);
        }
        return sum;
    }

    private void assign(short half, int first, int end) {
        float scale = Float.float16ToFloat(half);
        float inverse = scale > 0 ? 1 / scale : 0;
        for (int i = first; i < end; i++) {
            int level = level(Math.abs(values[i]) * inverse);
            codes[i] = (byte) (level | (values[i] < 0 && level > 0 ? 8 : 0));
        }
    }

    /**
     * Index of the nearest level, the smaller one where two are as near. Without branches, for random weights make them
     * all mispredict.
     */
    private static int level(float magnitude) {
        return (magnitude > 0.25f ? 1 : 0)
                + (magnitude > 0.75f ? 1 : 0)
                + (magnitude > 1.25f ? 1 : 0)
                + (magnitude > 1.75f ? 1 : 0)
                + (magnitude > 2.5f ? 1 : 0)
                + (magnitude > 3.5f ? 1 : 0)
                + (magnitude > 5f ? 1 : 0);
    }
}
