package org.fovea.render.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API. Long methods and repeated lines are deliberate: a helper that the compiler does not inline boxes its vectors, which costs
 * fifty times the work, and accumulators must be local variables to live in registers. Loops count in constant steps over one index, so that
 * the compiler moves bounds checks out of them.
 */
public final class VectorKernels implements Kernels {
    /** Flat loops take the widest vector. */
    private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;

    /** Where channels of one pixel lie side by side, a block is one vector of eight, or two of four. */
    private static final VectorSpecies<Float> LANES =
            WIDE.length() >= BLOCK ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;

    private static final int W = Math.min(WIDE.length(), COEFFICIENTS / 2);
    private static final int L = LANES.length();

    /** How far the activation moves: a vector of half a block takes every other place. */
    private static final int STEP = Math.max(W, BLOCK);

    /** Vectors of output channels that share a pass over the input channels. */
    private static final int GROUP = 7;

    /** For what is left at the end of a row. */
    private final ScalarKernels scalar = new ScalarKernels();

    @Override
    public String name() {
        return "vector-" + WIDE.vectorBitSize();
    }

    /** Whether this class can run as intended: 16 lanes at most, and a fast multiply-add. */
    public static boolean isFast() {
        return WIDE.length() <= COEFFICIENTS / 2 && FusedMultiplyAdd.HARDWARE;
    }

    @Override
    public void activate(
            float[] in,
            int inAt,
            float[] coefficients,
            int coefficientsAt,
            float[] out,
            int outAt,
            float[] keep,
            int keepAt,
            int count) {
        for (int lane = 0; lane < BLOCK; lane += W) {
            activateLanes(
                    in,
                    inAt + lane,
                    coefficients,
                    coefficientsAt + lane,
                    out,
                    outAt + lane,
                    keep,
                    keepAt + lane,
                    count - lane);
        }
        int done = count / STEP * STEP;
        if (done < count) {
            scalar.activate(
                    in,
                    inAt + done,
                    coefficients,
                    coefficientsAt,
                    out,
                    outAt + done,
                    keep,
                    keepAt + done,
                    count - done);
        }
    }

    private static void activateLanes(
            float[] in,
            int inAt,
            float[] coefficients,
            int coefficientsAt,
            float[] out,
            int outAt,
            float[] keep,
            int keepAt,
            int count) {
        FloatVector scale = fromArray(WIDE, coefficients, coefficientsAt);
        FloatVector shift = fromArray(WIDE, coefficients, coefficientsAt + COEFFICIENTS / 2);
        for (int i = 0; i <= count - W; i += STEP) {
            FloatVector x = fromArray(WIDE, in, inAt + i).fma(scale, shift);
            FloatVector u = x.mul(Swish.MINUS_LOG2_E)
                    .reinterpretAsInts()
                    .min(Swish.HIGH)
                    .lanewise(VectorOperators.UMIN, Swish.LOW)
                    .reinterpretAsFloats();
            FloatVector rounded = u.add(Swish.ROUND);
            FloatVector f = u.sub(rounded.sub(Swish.ROUND));
            FloatVector p = f.fma(broadcast(WIDE, Swish.C5), broadcast(WIDE, Swish.C4));
            p = p.fma(f, broadcast(WIDE, Swish.C3));
            p = p.fma(f, broadcast(WIDE, Swish.C2));
            p = p.fma(f, broadcast(WIDE, Swish.C1));
            p = p.fma(f, broadcast(WIDE, Swish.C0));
            IntVector whole = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector y =
                    x.div(p.reinterpretAsInts().add(whole).reinterpretAsFloats().add(1f));
            y.intoArray(out, outAt + i);
            if (keep != null) {
                y.intoArray(keep, keepAt + i);
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
            float[] keep,
            int keepAt,
            int count) {
        for (int lane = 0; lane < BLOCK; lane += W) {
            activateResidualLanes(
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
        if (done < count) {
            scalar.activateResidual(
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
    }

    private static void activateResidualLanes(
            float[] in,
            int inAt,
            float[] coefficients,
            int coefficientsAt,
            float[] residual,
            int residualAt,
            float[] out,
            int outAt,
            float[] keep,
            int keepAt,
            int count) {
        FloatVector scale = fromArray(WIDE, coefficients, coefficientsAt);
        FloatVector shift = fromArray(WIDE, coefficients, coefficientsAt + COEFFICIENTS / 2);
        for (int i = 0; i <= count - W; i += STEP) {
            FloatVector x =
                    fromArray(WIDE, in, inAt + i).fma(scale, shift).add(fromArray(WIDE, residual, residualAt + i));
            FloatVector u = x.mul(Swish.MINUS_LOG2_E)
                    .reinterpretAsInts()
                    .min(Swish.HIGH)
                    .lanewise(VectorOperators.UMIN, Swish.LOW)
                    .reinterpretAsFloats();
            FloatVector rounded = u.add(Swish.ROUND);
            FloatVector f = u.sub(rounded.sub(Swish.ROUND));
            FloatVector p = f.fma(broadcast(WIDE, Swish.C5), broadcast(WIDE, Swish.C4));
            p = p.fma(f, broadcast(WIDE, Swish.C3));
            p = p.fma(f, broadcast(WIDE, Swish.C2));
            p = p.fma(f, broadcast(WIDE, Swish.C1));
            p = p.fma(f, broadcast(WIDE, Swish.C0));
            IntVector whole = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector y =
                    x.div(p.reinterpretAsInts().add(whole).reinterpretAsFloats().add(1f));
            y.intoArray(out, outAt + i);
            if (keep != null) {
                y.intoArray(keep, keepAt + i);
            }
        }
    }

    @Override
    public void depthwise(float[] in, int[] rows, int pitch, int blocks, float[] weights, float[] tile, int pixels) {
        int channels = blocks * BLOCK;
        for (int block = 0; block < blocks; block++) {
            int at = block * pitch;
            for (int lane = 0; lane < BLOCK; lane += L) {
                int first = block * BLOCK + lane;
                depthwiseLanes(
                        in,
                        rows[0] + at + lane,
                        rows[1] + at + lane,
                        rows[2] + at + lane,
                        rows[3] + at + lane,
                        weights,
                        block * 9 * BLOCK + lane,
                        tile,
                        first,
                        channels,
                        pixels);
            }
        }
    }

    private static void depthwiseLanes(
            float[] in,
            int r0,
            int r1,
            int r2,
            int r3,
            float[] weights,
            int w,
            float[] tile,
            int tileAt,
            int channels,
            int pixels) {
        FloatVector w0 = fromArray(LANES, weights, w);
        FloatVector w1 = fromArray(LANES, weights, w + BLOCK);
        FloatVector w2 = fromArray(LANES, weights, w + 2 * BLOCK);
        FloatVector w3 = fromArray(LANES, weights, w + 3 * BLOCK);
        FloatVector w4 = fromArray(LANES, weights, w + 4 * BLOCK);
        FloatVector w5 = fromArray(LANES, weights, w + 5 * BLOCK);
        FloatVector w6 = fromArray(LANES, weights, w + 6 * BLOCK);
        FloatVector w7 = fromArray(LANES, weights, w + 7 * BLOCK);
        FloatVector w8 = fromArray(LANES, weights, w + 8 * BLOCK);
        int to = tileAt;
        int end = pixels * BLOCK;
        for (int i = 0; i < end; i += BLOCK) {
            FloatVector x = fromArray(LANES, in, r0 + i);
            FloatVector y = fromArray(LANES, in, r0 + BLOCK + i);
            FloatVector z = fromArray(LANES, in, r0 + 2 * BLOCK + i);
            FloatVector a = z.fma(w2, y.fma(w1, x.mul(w0)));
            x = fromArray(LANES, in, r1 + i);
            y = fromArray(LANES, in, r1 + BLOCK + i);
            z = fromArray(LANES, in, r1 + 2 * BLOCK + i);
            FloatVector b = z.fma(w2, y.fma(w1, x.mul(w0)));
            a = a.add(z.fma(w5, y.fma(w4, x.mul(w3))));
            x = fromArray(LANES, in, r2 + i);
            y = fromArray(LANES, in, r2 + BLOCK + i);
            z = fromArray(LANES, in, r2 + 2 * BLOCK + i);
            b = b.add(z.fma(w5, y.fma(w4, x.mul(w3))));
            a = a.add(z.fma(w8, y.fma(w7, x.mul(w6))));
            x = fromArray(LANES, in, r3 + i);
            y = fromArray(LANES, in, r3 + BLOCK + i);
            z = fromArray(LANES, in, r3 + 2 * BLOCK + i);
            b = b.add(z.fma(w8, y.fma(w7, x.mul(w6))));
            a.intoArray(tile, to);
            b.intoArray(tile, to + TILE * channels);
            to += channels;
        }
    }

    @Override
    public void depthwiseStride2(
            float[] in, int[] rows, int pitch, int blocks, float[] weights, float[] tile, int tileRow, int pixels) {
        int channels = blocks * BLOCK;
        for (int block = 0; block < blocks; block++) {
            for (int lane = 0; lane < BLOCK; lane += L) {
                int at = block * pitch + lane;
                int first = tileRow * TILE * channels + block * BLOCK + lane;
                int r0 = rows[0] + at;
                int r1 = rows[1] + at;
                int r2 = rows[2] + at;
                int w = block * 9 * BLOCK + lane;
                FloatVector w0 = fromArray(LANES, weights, w);
                FloatVector w1 = fromArray(LANES, weights, w + BLOCK);
                FloatVector w2 = fromArray(LANES, weights, w + 2 * BLOCK);
                FloatVector w3 = fromArray(LANES, weights, w + 3 * BLOCK);
                FloatVector w4 = fromArray(LANES, weights, w + 4 * BLOCK);
                FloatVector w5 = fromArray(LANES, weights, w + 5 * BLOCK);
                FloatVector w6 = fromArray(LANES, weights, w + 6 * BLOCK);
                FloatVector w7 = fromArray(LANES, weights, w + 7 * BLOCK);
                FloatVector w8 = fromArray(LANES, weights, w + 8 * BLOCK);
                int end = pixels * 2 * BLOCK;
                int to = first;
                for (int i = 0; i < end; i += 2 * BLOCK) {
                    FloatVector a = fromArray(LANES, in, r0 + i).mul(w0);
                    a = fromArray(LANES, in, r0 + BLOCK + i).fma(w1, a);
                    a = fromArray(LANES, in, r0 + 2 * BLOCK + i).fma(w2, a);
                    FloatVector b = fromArray(LANES, in, r1 + i).mul(w3);
                    b = fromArray(LANES, in, r1 + BLOCK + i).fma(w4, b);
                    b = fromArray(LANES, in, r1 + 2 * BLOCK + i).fma(w5, b);
                    FloatVector c = fromArray(LANES, in, r2 + i).mul(w6);
                    c = fromArray(LANES, in, r2 + BLOCK + i).fma(w7, c);
                    c = fromArray(LANES, in, r2 + 2 * BLOCK + i).fma(w8, c);
                    a.add(b).add(c).intoArray(tile, to);
                    to += channels;
                }
            }
        }
    }

    /** [group][input][vector of the group][lane]; outputs beyond the last are zero. */
    @Override
    public float[] packPointwise(float[] weights, int outputs, int inputs) {
        int vectors = (outputs + BLOCK - 1) / BLOCK * (BLOCK / L);
        float[] packed = new float[vectors * L * inputs];
        int to = 0;
        for (int first = 0, size; first < vectors; first += size) {
            size = groupSize(vectors - first);
            for (int input = 0; input < inputs; input++) {
                for (int output = first * L; output < (first + size) * L; output++) {
                    packed[to++] = output < outputs ? weights[output * inputs + input] : 0f;
                }
            }
        }
        return packed;
    }

    private static int groupSize(int vectors) {
        // Eight vectors go better by fours; vectors of half a block must go in even numbers.
        if (vectors >= GROUP && vectors != 8 && L == BLOCK) {
            return GROUP;
        }
        return vectors >= 4 ? 4 : 1;
    }

    @Override
    public void pointwise(
            float[] in,
            int inAt,
            int inputs,
            float[] packed,
            float[] bias,
            int outBlocks,
            float[] out,
            int outAt,
            int pitch,
            float[] sums,
            float[] squares,
            int statisticsAt,
            int pixels) {
        int vectors = outBlocks * (BLOCK / L);
        int weights = 0;
        for (int first = 0, size; first < vectors; first += size) {
            size = groupSize(vectors - first);
            int channel = first * L;
            int to = outAt + place(first, pitch);
            int from = inAt;
            int left = pixels;
            int statistics = statisticsAt + channel;
            if (size == GROUP) {
                for (; left >= 2; left -= 2) {
                    seven(in, from, inputs, packed, weights, bias, channel, out, to, pitch, sums, squares, statistics);
                    from += 2 * inputs;
                    to += 2 * BLOCK;
                }
            } else if (size == 4) {
                for (; left >= 2; left -= 2) {
                    four(in, from, inputs, packed, weights, bias, channel, out, to, pitch, sums, squares, statistics);
                    from += 2 * inputs;
                    to += 2 * BLOCK;
                }
            } else if (size == 1) {
                for (; left >= 8; left -= 8) {
                    one(in, from, inputs, packed, weights, bias, channel, out, to, sums, squares, statistics);
                    from += 8 * inputs;
                    to += 8 * BLOCK;
                }
            }
            for (; left > 0; left--) {
                for (int v = 0; v < size; v++) {
                    int at = outAt + place(first + v, pitch) + (pixels - left) * BLOCK;
                    single(
                            in,
                            from,
                            inputs,
                            packed,
                            weights + v * L,
                            size * L,
                            bias,
                            channel + v * L,
                            out,
                            at,
                            sums,
                            squares,
                            statistics + v * L);
                }
                from += inputs;
            }
            weights += size * L * inputs;
        }
    }

    /** Where a vector of output channels lies. */
    private static int place(int vector, int pitch) {
        return vector * L / BLOCK * pitch + vector * L % BLOCK;
    }

    /** Two pixels by seven vectors. */
    private static void seven(
            float[] in,
            int inAt,
            int inputs,
            float[] w,
            int wAt,
            float[] bias,
            int biasAt,
            float[] out,
            int outAt,
            int pitch,
            float[] sums,
            float[] squares,
            int statisticsAt) {
        FloatVector a0 = fromArray(LANES, bias, biasAt);
        FloatVector a1 = fromArray(LANES, bias, biasAt + L);
        FloatVector a2 = fromArray(LANES, bias, biasAt + 2 * L);
        FloatVector a3 = fromArray(LANES, bias, biasAt + 3 * L);
        FloatVector a4 = fromArray(LANES, bias, biasAt + 4 * L);
        FloatVector a5 = fromArray(LANES, bias, biasAt + 5 * L);
        FloatVector a6 = fromArray(LANES, bias, biasAt + 6 * L);
        FloatVector b0 = a0;
        FloatVector b1 = a1;
        FloatVector b2 = a2;
        FloatVector b3 = a3;
        FloatVector b4 = a4;
        FloatVector b5 = a5;
        FloatVector b6 = a6;
        int second = inAt + inputs;
        for (int c = 0; c < inputs; c++) {
            int k = wAt + c * (GROUP * L);
            FloatVector x = broadcast(LANES, in[inAt + c]);
            FloatVector y = broadcast(LANES, in[second + c]);
            FloatVector v = fromArray(LANES, w, k);
            a0 = x.fma(v, a0);
            b0 = y.fma(v, b0);
            v = fromArray(LANES, w, k + L);
            a1 = x.fma(v, a1);
            b1 = y.fma(v, b1);
            v = fromArray(LANES, w, k + 2 * L);
            a2 = x.fma(v, a2);
            b2 = y.fma(v, b2);
            v = fromArray(LANES, w, k + 3 * L);
            a3 = x.fma(v, a3);
            b3 = y.fma(v, b3);
            v = fromArray(LANES, w, k + 4 * L);
            a4 = x.fma(v, a4);
            b4 = y.fma(v, b4);
            v = fromArray(LANES, w, k + 5 * L);
            a5 = x.fma(v, a5);
            b5 = y.fma(v, b5);
            v = fromArray(LANES, w, k + 6 * L);
            a6 = x.fma(v, a6);
            b6 = y.fma(v, b6);
        }
        a0.intoArray(out, outAt);
        b0.intoArray(out, outAt + BLOCK);
        int to = outAt + place(1, pitch);
        a1.intoArray(out, to);
        b1.intoArray(out, to + BLOCK);
        to = outAt + place(2, pitch);
        a2.intoArray(out, to);
        b2.intoArray(out, to + BLOCK);
        to = outAt + place(3, pitch);
        a3.intoArray(out, to);
        b3.intoArray(out, to + BLOCK);
        to = outAt + place(4, pitch);
        a4.intoArray(out, to);
        b4.intoArray(out, to + BLOCK);
        to = outAt + place(5, pitch);
        a5.intoArray(out, to);
        b5.intoArray(out, to + BLOCK);
        to = outAt + place(6, pitch);
        a6.intoArray(out, to);
        b6.intoArray(out, to + BLOCK);
        int s = statisticsAt;
        fromArray(LANES, sums, s).add(a0).add(b0).intoArray(sums, s);
        fromArray(LANES, sums, s + L).add(a1).add(b1).intoArray(sums, s + L);
        fromArray(LANES, sums, s + 2 * L).add(a2).add(b2).intoArray(sums, s + 2 * L);
        fromArray(LANES, sums, s + 3 * L).add(a3).add(b3).intoArray(sums, s + 3 * L);
        fromArray(LANES, sums, s + 4 * L).add(a4).add(b4).intoArray(sums, s + 4 * L);
        fromArray(LANES, sums, s + 5 * L).add(a5).add(b5).intoArray(sums, s + 5 * L);
        fromArray(LANES, sums, s + 6 * L).add(a6).add(b6).intoArray(sums, s + 6 * L);
        b0.fma(b0, a0.fma(a0, fromArray(LANES, squares, s))).intoArray(squares, s);
        b1.fma(b1, a1.fma(a1, fromArray(LANES, squares, s + L))).intoArray(squares, s + L);
        b2.fma(b2, a2.fma(a2, fromArray(LANES, squares, s + 2 * L))).intoArray(squares, s + 2 * L);
        b3.fma(b3, a3.fma(a3, fromArray(LANES, squares, s + 3 * L))).intoArray(squares, s + 3 * L);
        b4.fma(b4, a4.fma(a4, fromArray(LANES, squares, s + 4 * L))).intoArray(squares, s + 4 * L);
        b5.fma(b5, a5.fma(a5, fromArray(LANES, squares, s + 5 * L))).intoArray(squares, s + 5 * L);
        b6.fma(b6, a6.fma(a6, fromArray(LANES, squares, s + 6 * L))).intoArray(squares, s + 6 * L);
    }

    /** Two pixels by four vectors. */
    private static void four(
            float[] in,
            int inAt,
            int inputs,
            float[] w,
            int wAt,
            float[] bias,
            int biasAt,
            float[] out,
            int outAt,
            int pitch,
            float[] sums,
            float[] squares,
            int statisticsAt) {
        FloatVector a0 = fromArray(LANES, bias, biasAt);
        FloatVector a1 = fromArray(LANES, bias, biasAt + L);
        FloatVector a2 = fromArray(LANES, bias, biasAt + 2 * L);
        FloatVector a3 = fromArray(LANES, bias, biasAt + 3 * L);
        FloatVector b0 = a0;
        FloatVector b1 = a1;
        FloatVector b2 = a2;
        FloatVector b3 = a3;
        int second = inAt + inputs;
        for (int c = 0; c < inputs; c++) {
            int k = wAt + c * (4 * L);
            FloatVector x = broadcast(LANES, in[inAt + c]);
            FloatVector y = broadcast(LANES, in[second + c]);
            FloatVector v = fromArray(LANES, w, k);
            a0 = x.fma(v, a0);
            b0 = y.fma(v, b0);
            v = fromArray(LANES, w, k + L);
            a1 = x.fma(v, a1);
            b1 = y.fma(v, b1);
            v = fromArray(LANES, w, k + 2 * L);
            a2 = x.fma(v, a2);
            b2 = y.fma(v, b2);
            v = fromArray(LANES, w, k + 3 * L);
            a3 = x.fma(v, a3);
            b3 = y.fma(v, b3);
        }
        a0.intoArray(out, outAt);
        b0.intoArray(out, outAt + BLOCK);
        int to = outAt + place(1, pitch);
        a1.intoArray(out, to);
        b1.intoArray(out, to + BLOCK);
        to = outAt + place(2, pitch);
        a2.intoArray(out, to);
        b2.intoArray(out, to + BLOCK);
        to = outAt + place(3, pitch);
        a3.intoArray(out, to);
        b3.intoArray(out, to + BLOCK);
        int s = statisticsAt;
        fromArray(LANES, sums, s).add(a0).add(b0).intoArray(sums, s);
        fromArray(LANES, sums, s + L).add(a1).add(b1).intoArray(sums, s + L);
        fromArray(LANES, sums, s + 2 * L).add(a2).add(b2).intoArray(sums, s + 2 * L);
        fromArray(LANES, sums, s + 3 * L).add(a3).add(b3).intoArray(sums, s + 3 * L);
        b0.fma(b0, a0.fma(a0, fromArray(LANES, squares, s))).intoArray(squares, s);
        b1.fma(b1, a1.fma(a1, fromArray(LANES, squares, s + L))).intoArray(squares, s + L);
        b2.fma(b2, a2.fma(a2, fromArray(LANES, squares, s + 2 * L))).intoArray(squares, s + 2 * L);
        b3.fma(b3, a3.fma(a3, fromArray(LANES, squares, s + 3 * L))).intoArray(squares, s + 3 * L);
    }

    /** Eight pixels by one vector. */
    private static void one(
            float[] in,
            int inAt,
            int inputs,
            float[] w,
            int wAt,
            float[] bias,
            int biasAt,
            float[] out,
            int outAt,
            float[] sums,
            float[] squares,
            int statisticsAt) {
        FloatVector a0 = fromArray(LANES, bias, biasAt);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        int i1 = inAt + inputs;
        int i2 = i1 + inputs;
        int i3 = i2 + inputs;
        int i4 = i3 + inputs;
        int i5 = i4 + inputs;
        int i6 = i5 + inputs;
        int i7 = i6 + inputs;
        for (int c = 0; c < inputs; c++) {
            FloatVector v = fromArray(LANES, w, wAt + c * L);
            a0 = broadcast(LANES, in[inAt + c]).fma(v, a0);
            a1 = broadcast(LANES, in[i1 + c]).fma(v, a1);
            a2 = broadcast(LANES, in[i2 + c]).fma(v, a2);
            a3 = broadcast(LANES, in[i3 + c]).fma(v, a3);
            a4 = broadcast(LANES, in[i4 + c]).fma(v, a4);
            a5 = broadcast(LANES, in[i5 + c]).fma(v, a5);
            a6 = broadcast(LANES, in[i6 + c]).fma(v, a6);
            a7 = broadcast(LANES, in[i7 + c]).fma(v, a7);
        }
        a0.intoArray(out, outAt);
        a1.intoArray(out, outAt + BLOCK);
        a2.intoArray(out, outAt + 2 * BLOCK);
        a3.intoArray(out, outAt + 3 * BLOCK);
        a4.intoArray(out, outAt + 4 * BLOCK);
        a5.intoArray(out, outAt + 5 * BLOCK);
        a6.intoArray(out, outAt + 6 * BLOCK);
        a7.intoArray(out, outAt + 7 * BLOCK);
        FloatVector sum = fromArray(LANES, sums, statisticsAt);
        sum = sum.add(a0).add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7);
        sum.intoArray(sums, statisticsAt);
        FloatVector square = fromArray(LANES, squares, statisticsAt);
        square = a3.fma(a3, a2.fma(a2, a1.fma(a1, a0.fma(a0, square))));
        square = a7.fma(a7, a6.fma(a6, a5.fma(a5, a4.fma(a4, square))));
        square.intoArray(squares, statisticsAt);
    }

    /** One pixel by one vector; {@code step} is the distance of the weights of two inputs. */
    private static void single(
            float[] in,
            int inAt,
            int inputs,
            float[] w,
            int wAt,
            int step,
            float[] bias,
            int biasAt,
            float[] out,
            int outAt,
            float[] sums,
            float[] squares,
            int statisticsAt) {
        FloatVector a = fromArray(LANES, bias, biasAt);
        for (int c = 0; c < inputs; c++) {
            a = broadcast(LANES, in[inAt + c]).fma(fromArray(LANES, w, wAt + c * step), a);
        }
        a.intoArray(out, outAt);
        fromArray(LANES, sums, statisticsAt).add(a).intoArray(sums, statisticsAt);
        a.fma(a, fromArray(LANES, squares, statisticsAt)).intoArray(squares, statisticsAt);
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
    public void shade(float[] in, int inAt, float[] out, int outAt, int count) {
        int i = 0;
        for (; i <= count - W; i += W) {
            FloatVector u = fromArray(WIDE, in, inAt + i)
                    .mul(Swish.MINUS_LOG2_E)
                    .reinterpretAsInts()
                    .min(Swish.HIGH)
                    .lanewise(VectorOperators.UMIN, Swish.LOW)
                    .reinterpretAsFloats();
            FloatVector rounded = u.add(Swish.ROUND);
            FloatVector f = u.sub(rounded.sub(Swish.ROUND));
            FloatVector p = f.fma(broadcast(WIDE, Swish.C5), broadcast(WIDE, Swish.C4));
            p = p.fma(f, broadcast(WIDE, Swish.C3));
            p = p.fma(f, broadcast(WIDE, Swish.C2));
            p = p.fma(f, broadcast(WIDE, Swish.C1));
            p = p.fma(f, broadcast(WIDE, Swish.C0));
            IntVector whole = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector denominator =
                    p.reinterpretAsInts().add(whole).reinterpretAsFloats().add(1f);
            broadcast(WIDE, 255f).div(denominator).intoArray(out, outAt + i);
        }
        scalar.shade(in, inAt + i, out, outAt + i, count - i);
    }

    @Override
    public void blendRows(
            float[] top, float[] bottom, float topWeight, float bottomWeight, byte[] out, int outAt, int count) {
        // The compiler vectorises this loop by itself.
        for (int i = 0; i < count; i++) {
            out[outAt + i] = ScalarKernels.blend(top[i], bottom[i], topWeight, bottomWeight);
        }
    }
}
