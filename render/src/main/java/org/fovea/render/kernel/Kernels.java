package org.fovea.render.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The inner loops of the renderer. Every implementation gives the same bits: {@code docs/rendering.md} defines the
 * order of operations, in which lanes never meet, so that the width of a vector cannot show.
 *
 * <p>Channels come in blocks of {@link #BLOCK}. A row of a plane is {@code [block][pixel][channel of the block]}, with
 * a pitch between blocks. A tile of depthwise results is {@code [row][pixel][channel]} with {@link #TILE} pixels per
 * row.
 */
public interface Kernels {
    /** Channels that lie side by side. */
    int BLOCK = 8;

    /**
     * Pixels of a row that go through depthwise and pointwise convolution together: their working set stays in the
     * first-level cache.
     */
    int TILE = 32;

    /**
     * Where data begin in arrays that vectors read: 12 floats after the array's header of 16 bytes is a cache line,
     * given that large arrays begin at one (in the default collector they do). Only speed depends on it.
     */
    int FIRST = 12;

    /** Sums per block of {@link #statistics}. */
    int STATISTICS = 2 * BLOCK;

    /** Coefficients per block of {@link #activate}: 16 scales, then 16 shifts, each the eight channels twice. */
    int COEFFICIENTS = 32;

    /** Name for people, for example {@code vector-256}. */
    String name();

    /**
     * out = SiLU(in·scale + shift), for one block of a row.
     *
     * @param keep if not null, receives the result as well
     * @param count floats, a multiple of {@link #BLOCK}
     */
    void activate(
            float[] in,
            int inAt,
            float[] coefficients,
            int coefficientsAt,
            float[] out,
            int outAt,
            float @Nullable [] keep,
            int keepAt,
            int count);

    /** out = SiLU((in·scale + shift) + residual), otherwise as {@link #activate}. */
    void activateResidual(
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
            int count);

    /**
     * Depthwise 3×3 convolution of two rows at stride 1.
     *
     * @param rows four input rows
     * @param at where in each of them the pixel left of the first output pixel lies
     * @param pitch distance between blocks of an input row
     * @param weights [block][tap][channel of the block], from {@code weightsAt}
     * @param tile receives rows 0 and 1, from {@code tileAt}
     * @param pixels 1..{@link #TILE}
     */
    void depthwise(
            float[][] rows,
            int at,
            int pitch,
            int blocks,
            float[] weights,
            int weightsAt,
            float[] tile,
            int tileAt,
            int pixels);

    /**
     * Depthwise 3×3 convolution of one row at stride 2; {@code rows} holds three input rows; fills row 0 of the tile.
     */
    void depthwiseStride2(
            float[][] rows,
            int at,
            int pitch,
            int blocks,
            float[] weights,
            int weightsAt,
            float[] tile,
            int tileAt,
            int pixels);

    /** Weights of a pointwise convolution in the order in which this implementation reads them. */
    float[] packPointwise(float[] weights, int outputs, int inputs);

    /**
     * Pointwise convolution of a run of pixels.
     *
     * @param in [pixel][channel], {@code inputs} channels per pixel
     * @param inputs input channels, a multiple of {@link #BLOCK}
     * @param packed from {@link #packPointwise}, at {@code packedAt}; the biases, padded to whole blocks, at
     *     {@code biasAt}
     * @param outputs output channels that {@code packed} has
     */
    void pointwise(
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
            int pixels);

    /**
     * Continues the sum and the sum of squares of each channel over a run of pixels, even and odd pixels apart.
     *
     * @param inAt the first pixel, which counts as even
     * @param sums {@link #STATISTICS} per block from {@code statisticsAt}: the channels of even pixels, then those of
     *     odd ones
     * @param squares the same for squares
     */
    void statistics(
            float[] in, int inAt, int pitch, int blocks, float[] sums, float[] squares, int statisticsAt, int pixels);

    /**
     * One block of a row of a plane of doubled size: rows {@code near} and {@code far} are mixed 3:1, then pixels
     * likewise.
     *
     * @param scratch at least {@code (width + 2)·BLOCK} floats
     * @param width pixels of an input row
     */
    void upsample(float[] in, int nearAt, int farAt, int width, float[] scratch, float[] out, int outAt);

    /** Copies a run of pixels from blocks to {@code [pixel][channel]}. */
    void gather(float[] in, int inAt, int pitch, int blocks, float[] out, int outAt, int pixels);

    /** out[i] = 255·sigmoid(in[i]). */
    void shade(float[] in, int inAt, float[] out, int outAt, int count);

    /** out[i] = top[i]·topWeight + bottom[i]·bottomWeight, rounded half to even and limited to 0..255. */
    void blendRows(float[] top, float[] bottom, float topWeight, float bottomWeight, byte[] out, int outAt, int count);
}
