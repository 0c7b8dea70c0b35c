package org.fovea.render.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.fovea.render.kernel.Kernels.BLOCK;
import static org.fovea.render.kernel.VectorKernels.L;
import static org.fovea.render.kernel.VectorKernels.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * Pointwise convolution, which takes most of the time: register tiles of a few pixels by a few vectors of output
 * channels, over all input channels. Each output is the bias plus one product after the other, so the shape of the
 * tiles does not show.
 *
 * <p>The tile methods differ only in their shape. They are written out because accumulators must be local variables to
 * live in registers.
 */
final class PointwiseVectors {
    /** Vectors of output channels that share a pass over the input channels; 21 accumulators need 32 registers. */
    private static final int GROUP = VectorKernels.MANY_REGISTERS ? 7 : 4;

    private PointwiseVectors() {}

    private static int groupSize(int vectors) {
        // Eight vectors go better by fours.
        if (vectors >= GROUP && vectors != 8) {
            return GROUP;
        }
        return vectors >= 4 ? 4 : 1;
    }

    /** [group][input][vector of the group][lane]; outputs beyond the last are zero. */
    static float[] pack(float[] weights, int outputs, int inputs) {
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

    static void run(
            float[] in,
            int inAt,
            int inputs,
            float[] w,
            int wAt,
            int biasAt,
            int outputs,
            float[] out,
            int outAt,
            int pitch,
            int pixels) {
        int vectors = (outputs + BLOCK - 1) / BLOCK * (BLOCK / L);
        int k = wAt;
        for (int first = 0, size; first < vectors; first += size) {
            size = groupSize(vectors - first);
            int to = outAt + place(first, pitch);
            int b = biasAt + first * L;
            int tile = size == 1 ? 8 : size == 4 ? 2 : 3;
            for (int done = 0; tile <= pixels && done < pixels; done += tile) {
                // The last tile ends with the pixels; those that it shares with the one before come out the same again.
                int pixel = Math.min(done, pixels - tile);
                int from = inAt + pixel * inputs;
                int at = to + pixel * BLOCK;
                switch (size) {
                    case 7 -> threeBySeven(in, from, inputs, w, k, b, out, at, pitch);
                    case 4 -> twoByFour(in, from, inputs, w, k, b, out, at, pitch);
                    default -> eightByOne(in, from, inputs, w, k, b, out, at);
                }
            }
            for (int pixel = 0; pixels < tile && pixel < pixels; pixel++) {
                for (int v = 0; v < size; v++) {
                    int at = to + place(v, pitch) + pixel * BLOCK;
                    single(in, inAt + pixel * inputs, inputs, w, k + v * L, size * L, b + v * L, out, at);
                }
            }
            k += size * L * inputs;
        }
    }

    /** Where a vector of output channels lies. */
    private static int place(int vector, int pitch) {
        return vector * L / BLOCK * pitch + vector * L % BLOCK;
    }

    /** One pixel by one vector; {@code step} is the distance of the weights of two inputs. */
    private static void single(
            float[] in, int inAt, int inputs, float[] w, int wAt, int step, int biasAt, float[] out, int outAt) {
        FloatVector a = fromArray(LANES, w, biasAt);
        for (int c = 0; c < inputs; c++) {
            a = broadcast(LANES, in[inAt + c]).fma(fromArray(LANES, w, wAt + c * step), a);
        }
        a.intoArray(out, outAt);
    }

    private static void threeBySeven(
            float[] in, int inAt, int inputs, float[] w, int wAt, int biasAt, float[] out, int outAt, int pitch) {
        FloatVector a0 = fromArray(LANES, w, biasAt);
        FloatVector a1 = fromArray(LANES, w, biasAt + L);
        FloatVector a2 = fromArray(LANES, w, biasAt + 2 * L);
        FloatVector a3 = fromArray(LANES, w, biasAt + 3 * L);
        FloatVector a4 = fromArray(LANES, w, biasAt + 4 * L);
        FloatVector a5 = fromArray(LANES, w, biasAt + 5 * L);
        FloatVector a6 = fromArray(LANES, w, biasAt + 6 * L);
        FloatVector b0 = a0;
        FloatVector b1 = a1;
        FloatVector b2 = a2;
        FloatVector b3 = a3;
        FloatVector b4 = a4;
        FloatVector b5 = a5;
        FloatVector b6 = a6;
        FloatVector c0 = a0;
        FloatVector c1 = a1;
        FloatVector c2 = a2;
        FloatVector c3 = a3;
        FloatVector c4 = a4;
        FloatVector c5 = a5;
        FloatVector c6 = a6;
        int i0 = inAt;
        int i1 = i0 + inputs;
        int i2 = i1 + inputs;
        for (int c = 0; c < inputs; c++) {
            int k = wAt + c * (7 * L);
            FloatVector x = broadcast(LANES, in[i0 + c]);
            FloatVector y = broadcast(LANES, in[i1 + c]);
            FloatVector z = broadcast(LANES, in[i2 + c]);
            FloatVector v = fromArray(LANES, w, k);
            a0 = x.fma(v, a0);
            b0 = y.fma(v, b0);
            c0 = z.fma(v, c0);
            v = fromArray(LANES, w, k + L);
            a1 = x.fma(v, a1);
            b1 = y.fma(v, b1);
            c1 = z.fma(v, c1);
            v = fromArray(LANES, w, k + 2 * L);
            a2 = x.fma(v, a2);
            b2 = y.fma(v, b2);
            c2 = z.fma(v, c2);
            v = fromArray(LANES, w, k + 3 * L);
            a3 = x.fma(v, a3);
            b3 = y.fma(v, b3);
            c3 = z.fma(v, c3);
            v = fromArray(LANES, w, k + 4 * L);
            a4 = x.fma(v, a4);
            b4 = y.fma(v, b4);
            c4 = z.fma(v, c4);
            v = fromArray(LANES, w, k + 5 * L);
            a5 = x.fma(v, a5);
            b5 = y.fma(v, b5);
            c5 = z.fma(v, c5);
            v = fromArray(LANES, w, k + 6 * L);
            a6 = x.fma(v, a6);
            b6 = y.fma(v, b6);
            c6 = z.fma(v, c6);
        }
        int to = outAt;
        a0.intoArray(out, to);
        b0.intoArray(out, to + BLOCK);
        c0.intoArray(out, to + 2 * BLOCK);
        to = outAt + place(1, pitch);
        a1.intoArray(out, to);
        b1.intoArray(out, to + BLOCK);
        c1.intoArray(out, to + 2 * BLOCK);
        to = outAt + place(2, pitch);
        a2.intoArray(out, to);
        b2.intoArray(out, to + BLOCK);
        c2.intoArray(out, to + 2 * BLOCK);
        to = outAt + place(3, pitch);
        a3.intoArray(out, to);
        b3.intoArray(out, to + BLOCK);
        c3.intoArray(out, to + 2 * BLOCK);
        to = outAt + place(4, pitch);
        a4.intoArray(out, to);
        b4.intoArray(out, to + BLOCK);
        c4.intoArray(out, to + 2 * BLOCK);
        to = outAt + place(5, pitch);
        a5.intoArray(out, to);
        b5.intoArray(out, to + BLOCK);
        c5.intoArray(out, to + 2 * BLOCK);
        to = outAt + place(6, pitch);
        a6.intoArray(out, to);
        b6.intoArray(out, to + BLOCK);
        c6.intoArray(out, to + 2 * BLOCK);
    }

    /** Two pixels by four vectors: with the loads that the compiler hoists, 14 registers. */
    private static void twoByFour(
            float[] in, int inAt, int inputs, float[] w, int wAt, int biasAt, float[] out, int outAt, int pitch) {
        FloatVector a0 = fromArray(LANES, w, biasAt);
        FloatVector a1 = fromArray(LANES, w, biasAt + L);
        FloatVector a2 = fromArray(LANES, w, biasAt + 2 * L);
        FloatVector a3 = fromArray(LANES, w, biasAt + 3 * L);
        FloatVector b0 = a0;
        FloatVector b1 = a1;
        FloatVector b2 = a2;
        FloatVector b3 = a3;
        int i0 = inAt;
        int i1 = i0 + inputs;
        for (int c = 0; c < inputs; c++) {
            int k = wAt + c * (4 * L);
            FloatVector x = broadcast(LANES, in[i0 + c]);
            FloatVector y = broadcast(LANES, in[i1 + c]);
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
        int to = outAt;
        a0.intoArray(out, to);
        b0.intoArray(out, to + BLOCK);
        to = outAt + place(1, pitch);
        a1.intoArray(out, to);
        b1.intoArray(out, to + BLOCK);
        to = outAt + place(2, pitch);
        a2.intoArray(out, to);
        b2.intoArray(out, to + BLOCK);
        to = outAt + place(3, pitch);
        a3.intoArray(out, to);
        b3.intoArray(out, to + BLOCK);
    }

    private static void eightByOne(
            float[] in, int inAt, int inputs, float[] w, int wAt, int biasAt, float[] out, int outAt) {
        FloatVector a0 = fromArray(LANES, w, biasAt);
        FloatVector b0 = a0;
        FloatVector c0 = a0;
        FloatVector d0 = a0;
        FloatVector e0 = a0;
        FloatVector f0 = a0;
        FloatVector g0 = a0;
        FloatVector h0 = a0;
        int i0 = inAt;
        int i1 = i0 + inputs;
        int i2 = i1 + inputs;
        int i3 = i2 + inputs;
        int i4 = i3 + inputs;
        int i5 = i4 + inputs;
        int i6 = i5 + inputs;
        int i7 = i6 + inputs;
        for (int c = 0; c < inputs; c++) {
            int k = wAt + c * L;
            FloatVector v = fromArray(LANES, w, k);
            a0 = broadcast(LANES, in[i0 + c]).fma(v, a0);
            b0 = broadcast(LANES, in[i1 + c]).fma(v, b0);
            c0 = broadcast(LANES, in[i2 + c]).fma(v, c0);
            d0 = broadcast(LANES, in[i3 + c]).fma(v, d0);
            e0 = broadcast(LANES, in[i4 + c]).fma(v, e0);
            f0 = broadcast(LANES, in[i5 + c]).fma(v, f0);
            g0 = broadcast(LANES, in[i6 + c]).fma(v, g0);
            h0 = broadcast(LANES, in[i7 + c]).fma(v, h0);
        }
        int to = outAt;
        a0.intoArray(out, to);
        b0.intoArray(out, to + BLOCK);
        c0.intoArray(out, to + 2 * BLOCK);
        d0.intoArray(out, to + 3 * BLOCK);
        e0.intoArray(out, to + 4 * BLOCK);
        f0.intoArray(out, to + 5 * BLOCK);
        g0.intoArray(out, to + 6 * BLOCK);
        h0.intoArray(out, to + 7 * BLOCK);
    }
}
