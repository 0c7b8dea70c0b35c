package org.fovea.render.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;
import static org.fovea.render.kernel.Kernels.BLOCK;
import static org.fovea.render.kernel.Kernels.TILE;
import static org.fovea.render.kernel.VectorKernels.LANES;

import jdk.incubator.vector.FloatVector;

/** Depthwise 3×3 convolution of one vector of channels: (top row + middle row) + bottom row, each three products in order. */
final class DepthwiseVectors {
    private DepthwiseVectors() {}

    /** Two output rows from four input rows, which begin at {@code r0..r3}. */
    static void twoRows(
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

    /** One output row from three input rows, every other pixel. */
    static void rowOfStride2(
            float[] in,
            int r0,
            int r1,
            int r2,
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
        int end = pixels * 2 * BLOCK;
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
