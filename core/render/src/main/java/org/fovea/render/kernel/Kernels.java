package org.fovea.render.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The inner loops of the renderer. Every implementation gives the same bits: {@code docs/rendering.md} defines the
 * order of operations, in which lanes never meet, so that the width of a vector cannot show. This class computes one
 * float at a time: the definition, and what runs where the Vector API is missing.
 *
 * <p>Channels come in blocks of {@link #BLOCK}. A row of a plane is {@code [block][pixel][channel of the block]}, with
 * a pitch between blocks. A tile of depthwise results is {@code [row][pixel][channel]} with {@link #TILE} pixels per
 * row.
 */
public class Kernels {
    /** Channels that lie side by side. */
    public static final int BLOCK = 8;

    /**
     * Pixels of a row that go through depthwise and pointwise convolution together: their working set stays in the
     * first-level cache.
     */
    public static final int TILE = 32;

    /**
     * Where data begin in arrays that vectors read: 12 floats after the array's header of 16 bytes is a cache line,
     * given that large arrays begin at one (in the default collector they do). Only speed depends on it.
     */
    public static final int FIRST = 12;

    /** Sums per block of {@link #statistics}. */
    public static final int STATISTICS = 2 * BLOCK;

    /** Coefficients per block of {@link #activate}: 16 scales, then 16 shifts, each the eight channels twice. */
    public static final int COEFFICIENTS = 32;

    /** Bits of {@link Swish#ROUND}; a float of its size counts whole numbers in its lowest bits. */
    static final int ROUND_BITS = 0x4b400000;

    /**
     * out = SiLU(in·scale + shift), or SiLU((in·scale + shift) + residual), for one block of a row.
     *
     * @param residual null where there is none
     * @param keep if not null, receives the result as well
     * @param count floats, a multiple of {@link #BLOCK}
     */
    public void activate(
            float[] in,
            int inAt,
            float[] coefficients,
            int coefficientsAt,
            float @Nullable [] residual,
            int residualAt,
            float[] out,
            int outAt,
            float @Nullable [] keep,
            int keepAt,
            int count) {
        for (int i = 0; i < count; i++) {
            int at = coefficientsAt + i % BLOCK;
            float value = FusedMultiplyAdd.of(in[inAt + i], coefficients[at], coefficients[at + COEFFICIENTS / 2]);
            value = residual == null ? value : value + residual[residualAt + i];
            float activated = Swish.silu(value);
            out[outAt + i] = activated;
            if (keep != null) {
                keep[keepAt + i] = activated;
            }
        }
    }

    /**
     * Depthwise 3×3 convolution: of two rows at stride 1, of one row at stride 2.
     *
     * @param rows four or three input rows
     * @param at where in each of them the pixel left of the first output pixel lies
     * @param pitch distance between blocks of an input row
     * @param weights [block][tap][channel of the block], from {@code weightsAt}
     * @param tile receives rows 0 and, at stride 1, 1, from {@code tileAt}
     * @param pixels 1..{@link #TILE}
     */
    public void depthwise(
            float[][] rows,
            int at,
            int pitch,
            int blocks,
            float[] weights,
            int weightsAt,
            float[] tile,
            int tileAt,
            int stride,
            int pixels) {
        for (int row = 0; row < 3 - stride; row++) {
            int to = tileAt + row * TILE * blocks * BLOCK;
            depthwiseRow(rows, row, at, stride, pitch, blocks, weights, weightsAt, tile, to, pixels);
        }
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

    /** Weights of a pointwise convolution in the order in which this implementation reads them. */
    public float[] packPointwise(float[] weights, int outputs, int inputs) {
        return weights.clone();
    }

    /**
     * Pointwise convolution of a run of pixels.
     *
     * @param in [pixel][channel], {@code inputs} channels per pixel
     * @param inputs input channels, a multiple of {@link #BLOCK}
     * @param packed from {@link #packPointwise}, at {@code packedAt}; the biases, padded to whole blocks, at
     *     {@code biasAt}
     * @param outputs output channels that {@code packed} has
     */
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

    /**
     * Continues the sum and the sum of squares of each channel over a run of pixels, even and odd pixels apart.
     *
     * @param inAt the first pixel, which counts as even
     * @param sums {@link #STATISTICS} per block from {@code statisticsAt}: the channels of even pixels, then those of
     *     odd ones
     * @param squares the same for squares
     */
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

    /**
     * One block of a row of a plane of doubled size: rows {@code near} and {@code far} are mixed 3:1, then pixels
     * likewise.
     *
     * @param scratch at least {@code (width + 2)·BLOCK} floats
     * @param width pixels of an input row
     */
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

    /** Copies a run of pixels from blocks to {@code [pixel][channel]}. */
    public void gather(float[] in, int inAt, int pitch, int blocks, float[] out, int outAt, int pixels) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int block = 0; block < blocks; block++) {
                int from = inAt + block * pitch + pixel * BLOCK;
                System.arraycopy(in, from, out, outAt + (pixel * blocks + block) * BLOCK, BLOCK);
            }
        }
    }

    /** out[i] = top[i]·topWeight + bottom[i]·bottomWeight, rounded half to even and limited to 0..255. */
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
