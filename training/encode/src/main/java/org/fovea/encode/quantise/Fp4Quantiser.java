package org.fovea.encode.quantise;

import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.Fp4Tensor;

/**
 * Weights to FP4. Scales are halves whose last bit is 0 (1/1024 apart at most, far finer than the levels), which saves
 * the weight coder a bit per block; a block that is exactly FP4 at another scale keeps that.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Fp4Quantiser(TensorSpec spec, float[] values, int blockSize) {
    private static final float TOP = Fp4Tensor.magnitude(7);

    Fp4Tensor run() {
        byte[] codes = new byte[values.length];
        short[] scales = new short[Math.ceilDiv(values.length, blockSize)];
        for (int block = 0; block < scales.length; block++) {
            int first = block * blockSize;
            int end = (int) Math.min(values.length, (long) first + blockSize);
            scales[block] = scale(first, end);
            assign(codes, scales[block], first, end);
        }
        return new Fp4Tensor(spec.name(), spec.shape(), blockSize, codes, scales);
    }

    private short scale(int first, int end) {
        float peak = 0;
        for (int i = first; i < end; i++) {
            peak = Math.max(peak, Math.abs(values[i]));
        }
        short exact = NumberFormat.half(peak / TOP);
        short even = even(peak / TOP);
        return exact != even && isExact(exact, first, end) ? exact : even;
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

    private boolean isExact(short half, int first, int end) {
        float scale = Float.float16ToFloat(half);
        float inverse = scale > 0 ? 1 / scale : 0;
        for (int i = first; i < end; i++) {
            float magnitude = Math.abs(values[i]);
            if (magnitude != Fp4Tensor.magnitude(level(magnitude * inverse)) * scale) {
                return false;
            }
        }
        return true;
    }

    private void assign(byte[] codes, short half, int first, int end) {
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
