package org.fovea.render.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The Vector API. Long methods and repeated lines in the classes behind this one are deliberate: a helper that the
 * compiler does not inline boxes its vectors, which costs fifty times the work. Loops count in constant steps over one
 * index, so that the compiler moves bounds checks out of them.
 */
public final class VectorKernels extends Kernels {
    /** Flat loops take the widest vector. */
    static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;

    /** Where channels of one pixel lie side by side, a block is one vector of eight, or two of four. */
    static final VectorSpecies<Float> LANES =
            WIDE.length() >= BLOCK ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;

    private static final VectorSpecies<Byte> BYTES =
            WIDE.length() == 2 * BLOCK ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

    static final int W = Math.min(WIDE.length(), STATISTICS);
    static final int L = LANES.length();

    /** How far the activation moves: a vector of half a block takes every other place. */
    static final int STEP = Math.max(W, BLOCK);

    /** AVX-512 has 32 registers; processors with fewer lanes may have 16. */
    static final boolean MANY_REGISTERS = WIDE.length() == 2 * BLOCK;

    /** Whether this class can run as intended: 16 lanes at most, and a fast multiply-add. */
    public static boolean isFast() {
        return WIDE.length() <= STATISTICS && FusedMultiplyAdd.HARDWARE;
    }

    @Override
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
        for (int lane = 0; lane < BLOCK; lane += W) {
            ActivationVectors.activate(
                    in,
                    inAt + lane,
                    coefficients,
                    coefficientsAt + lane,
                    residual,
                    residualAt + lane,
                    out,
                    outAt + lane,
                    keep,
                    keepAt + lane,
                    count - lane);
        }
        int done = count / STEP * STEP;
        super.activate(
                in,
                inAt + done,
                coefficients,
                coefficientsAt,
                residual,
                residualAt + done,
                out,
                outAt + done,
                keep,
                keepAt + done,
                count - done);
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
            int stride,
            int pixels) {
        int channels = blocks * BLOCK;
        for (int channel = 0; channel < channels; channel += L) {
            int lane = channel % BLOCK;
            int from = at + channel / BLOCK * pitch + lane;
            int w = weightsAt + channel / BLOCK * 9 * BLOCK + lane;
            int to = tileAt + channel;
            if (stride == 1) {
                DepthwiseVectors.twoRows(
                        rows[0], rows[1], rows[2], rows[3], from, weights, w, tile, to, channels, pixels);
            } else {
                DepthwiseVectors.rowOfStride2(rows[0], rows[1], rows[2], from, weights, w, tile, to, channels, pixels);
            }
        }
    }

    @Override
    public float[] packPointwise(float[] weights, int outputs, int inputs) {
        return PointwiseVectors.pack(weights, outputs, inputs);
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
        PointwiseVectors.run(in, inAt, inputs, packed, packedAt, biasAt, outputs, out, outAt, pitch, pixels);
    }

    @Override
    public void statistics(
            float[] in, int inAt, int pitch, int blocks, float[] sums, float[] squares, int statisticsAt, int pixels) {
        int whole = pixels / 2 * STATISTICS;
        StatisticsVectors.run(in, inAt, pitch, blocks, sums, squares, statisticsAt, whole);
        if (pixels % 2 != 0) {
            super.statistics(in, inAt + whole, pitch, blocks, sums, squares, statisticsAt, 1);
        }
    }

    @Override
    public void upsample(float[] in, int nearAt, int farAt, int width, float[] scratch, float[] out, int outAt) {
        int count = width * BLOCK;
        FloatVector quarter = broadcast(LANES, 0.25f);
        FloatVector threeQuarters = broadcast(LANES, 0.75f);
        for (int i = 0; i < count; i += L) {
            fromArray(LANES, in, nearAt + i)
                    .fma(threeQuarters, fromArray(LANES, in, farAt + i).mul(quarter))
                    .intoArray(scratch, BLOCK + i);
        }
        System.arraycopy(scratch, BLOCK, scratch, 0, BLOCK);
        System.arraycopy(scratch, count, scratch, BLOCK + count, BLOCK);
        for (int lane = 0; lane < BLOCK; lane += L) {
            for (int i = 0; i < count; i += BLOCK) {
                FloatVector near = fromArray(LANES, scratch, BLOCK + lane + i);
                FloatVector left = fromArray(LANES, scratch, lane + i).mul(quarter);
                FloatVector right =
                        fromArray(LANES, scratch, 2 * BLOCK + lane + i).mul(quarter);
                near.fma(threeQuarters, left).intoArray(out, outAt + lane + 2 * i);
                near.fma(threeQuarters, right).intoArray(out, outAt + lane + BLOCK + 2 * i);
            }
        }
    }

    @Override
    public void gather(float[] in, int inAt, int pitch, int blocks, float[] out, int outAt, int pixels) {
        int channels = blocks * BLOCK;
        for (int channel = 0; channel < channels; channel += L) {
            int from = inAt + channel / BLOCK * pitch + channel % BLOCK;
            int to = outAt + channel;
            for (int i = 0; i < pixels * BLOCK; i += BLOCK) {
                fromArray(LANES, in, from + i).intoArray(out, to);
                to += channels;
            }
        }
    }

    @Override
    public void blendRows(
            float[] top, float[] bottom, float topWeight, float bottomWeight, byte[] out, int outAt, int count) {
        int i = 0;
        // Vectors of four bytes do not exist.
        for (; W >= BLOCK && i <= count - W; i += W) {
            FloatVector above = fromArray(WIDE, top, i).mul(topWeight);
            FloatVector value = fromArray(WIDE, bottom, i)
                    .fma(broadcast(WIDE, bottomWeight), above)
                    .add(Swish.ROUND);
            IntVector number = value.reinterpretAsInts().sub(ROUND_BITS).max(0).min(255);
            ((ByteVector) number.convertShape(VectorOperators.I2B, BYTES, 0)).intoArray(out, outAt + i);
        }
        blendRows(top, bottom, topWeight, bottomWeight, out, outAt, i, count);
    }
}
