package org.fovea.render.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The definition of the operations, one float at a time: the oracle of the vector path, and what runs where the Vector
 * API is missing.
 */
public final class ScalarKernels implements Kernels {
    /** Bits of {@link Swish#ROUND}; a float of its size counts whole numbers in its lowest bits. */
    static final int ROUND_BITS = 0x4b400000;

    @Override
    public String name() {
        return FusedMultiplyAdd.HARDWARE ? "scalar" : "scalar, emulated fma";
    }

    @Override
    public void activate(
            float[] in,
            int inAt,
            float[] coefficients,
            int coefficientsAt,
            float[] out,
            int outAt,
            float @Nullable [] keep,
            int keepAt,
            int count) {
        for (int i = 0; i < count; i++) {
            int at = coefficientsAt + i % BLOCK;
            float value = FusedMultiplyAdd.of(in[inAt + i], coefficients[at], coefficients[at + COEFFICIENTS / 2]);
            float activated = Swish.silu(value);
            out[outAt + i] = activated;
            if (keep != null) {
                keep[keepAt + i] = activated;
            }
        }
    }

    @Override
    public void activateResidual(
            float[] in,
            int inAt,
            float[] coefficients,
            int coefficientsAt,
            float[] residual,
            int residualAt,
            float[] out,
            int outAt,
            float @Nullable [] keep,
            int keepAt,
            int count) {
        for (int i = 0; i < count; i++) {
            int at = coefficientsAt + i % BLOCK;
            float value = FusedMultiplyAdd.of(in[inAt + i], coefficients[at], coefficients[at + COEFFICIENTS / 2])
                    + residual[residualAt + i];
            float activated = Swish.silu(value);
            out[outAt + i] = activated;
            if (keep != null) {
                keep[keepAt + i] = activated;
            }
        }
    }

    @Override
    public void depthwise(
            float[][] rows,
            int at,
            int pitch,
            int blocks,
            float[] weights,
            int weightsAt,
            float[] tile,
            int tileAt,
            int pixels) {
        int second = tileAt + TILE * blocks * BLOCK;
        depthwiseRow(rows, 0, at, 1, pitch, blocks, weights, weightsAt, tile, tileAt, pixels);
        depthwiseRow(rows, 1, at, 1, pitch, blocks, weights, weightsAt, tile, second, pixels);
    }

    @Override
    public void depthwiseStride2(
            float[][] rows,
            int at,
            int pitch,
            int blocks,
            float[] weights,
            int weightsAt,
            float[] tile,
            int tileAt,
            int pixels) {
        depthwiseRow(rows, 0, at, 2, pitch, blocks, weights, weightsAt, tile, tileAt, pixels);
    }

    private static void depthwiseRow(
            float[][] rows,
            int first,
            int at,
            int stride,
            int pitch,
            int blocks,
            float[] weights,
            int weightsAt,
            float[] tile,
            int tileAt,
            int pixels) {
        int channels = blocks * BLOCK;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int channel = 0; channel < channels; channel++) {
                int block = channel / BLOCK;
                int lane = channel % BLOCK;
                int from = at + block * pitch + pixel * stride * BLOCK + lane;
                int weight = weightsAt + block * 9 * BLOCK + lane;
                float top = threeTaps(rows[first], from, weights, weight);
                float middle = threeTaps(rows[first + 1], from, weights, weight + 3 * BLOCK);
                float bottom = threeTaps(rows[first + 2], from, weights, weight + 6 * BLOCK);
                tile[tileAt + pixel * channels + channel] = (top + middle) + bottom;
            }
        }
    }

    private static float threeTaps(float[] in, int at, float[] weights, int weight) {
        float sum = in[at] * weights[weight];
        sum = FusedMultiplyAdd.of(in[at + BLOCK], weights[weight + BLOCK], sum);
        return FusedMultiplyAdd.of(in[at + 2 * BLOCK], weights[weight + 2 * BLOCK], sum);
    }

    @Override
    public float[] packPointwise(float[] weights, int outputs, int inputs) {
        return weights.clone();
    }

    @Override
    public void pointwise(
            float[] in,
            int inAt,
            int inputs,
            float[] packed,
            int packedAt,
            int biasAt,
            int outputs,
            float[] out,
            int outAt,
            int pitch,
            int pixels) {
        int padded = (outputs + BLOCK - 1) / BLOCK * BLOCK;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int output = 0; output < padded; output++) {
                float sum = packed[biasAt + output];
                for (int input = 0; output < outputs && input < inputs; input++) {
                    float x = in[inAt + pixel * inputs + input];
                    sum = FusedMultiplyAdd.of(x, packed[packedAt + output * inputs + input], sum);
                }
                out[outAt + output / BLOCK * pitch + pixel * BLOCK + output % BLOCK] = sum;
            }
        }
    }

    @Override
    public void statistics(
            float[] in, int inAt, int pitch, int blocks, float[] sums, float[] squares, int statisticsAt, int pixels) {
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < pixels * BLOCK; i++) {
                float value = in[inAt + block * pitch + i];
                int at = statisticsAt + block * STATISTICS + i % STATISTICS;
                sums[at] += value;
                squares[at] = FusedMultiplyAdd.of(value, value, squares[at]);
            }
        }
    }

    @Override
    public void upsample(float[] in, int nearAt, int farAt, int width, float[] scratch, float[] out, int outAt) {
        int count = width * BLOCK;
        for (int i = 0; i < count; i++) {
            scratch[BLOCK + i] = FusedMultiplyAdd.of(in[nearAt + i], 0.75f, in[farAt + i] * 0.25f);
        }
        System.arraycopy(scratch, BLOCK, scratch, 0, BLOCK);
        System.arraycopy(scratch, count, scratch, BLOCK + count, BLOCK);
        for (int i = 0; i < count; i++) {
            float near = scratch[BLOCK + i];
            int at = outAt + i / BLOCK * 2 * BLOCK + i % BLOCK;
            out[at] = FusedMultiplyAdd.of(near, 0.75f, scratch[i] * 0.25f);
            out[at + BLOCK] = FusedMultiplyAdd.of(near, 0.75f, scratch[2 * BLOCK + i] * 0.25f);
        }
    }

    @Override
    public void gather(float[] in, int inAt, int pitch, int blocks, float[] out, int outAt, int pixels) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int block = 0; block < blocks; block++) {
                int from = inAt + block * pitch + pixel * BLOCK;
                System.arraycopy(in, from, out, outAt + (pixel * blocks + block) * BLOCK, BLOCK);
            }
        }
    }

    @Override
    public void shade(float[] in, int inAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            out[outAt + i] = 255f / Swish.denominator(in[inAt + i]);
        }
    }

    @Override
    public void blendRows(
            float[] top, float[] bottom, float topWeight, float bottomWeight, byte[] out, int outAt, int count) {
        blendRows(top, bottom, topWeight, bottomWeight, out, outAt, 0, count);
    }

    static void blendRows(
            float[] top,
            float[] bottom,
            float topWeight,
            float bottomWeight,
            byte[] out,
            int outAt,
            int first,
            int end) {
        for (int i = first; i < end; i++) {
            out[outAt + i] = blend(top[i], bottom[i], topWeight, bottomWeight);
        }
    }

    /** Adding {@link Swish#ROUND} rounds half to even and leaves the number in the lowest bits. */
    static byte blend(float top, float bottom, float topWeight, float bottomWeight) {
        float value = FusedMultiplyAdd.of(bottom, bottomWeight, top * topWeight) + Swish.ROUND;
        int number = Float.floatToRawIntBits(value) - ROUND_BITS;
        return (byte) Math.max(0, Math.min(number, 255));
    }
}
