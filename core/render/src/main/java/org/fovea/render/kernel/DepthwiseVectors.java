package org.fovea.render.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;
import static org.fovea.render.kernel.Kernels.BLOCK;
import static org.fovea.render.kernel.Kernels.TILE;
import static org.fovea.render.kernel.VectorKernels.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * Depthwise 3×3 convolution of one vector of channels: (top row + middle row) + bottom row, each three products in
 * order.
 */
final class DepthwiseVectors {
    private DepthwiseVectors() {}

    /**
     * Two output rows from four input rows, the pixel left of the first at {@code at}. Rows are arrays of their own:
     * one index then serves them all.
     */
    static void twoRows(
            float[] r0,
            float[] r1,
            float[] r2,
            float[] r3,
            int at,
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
        int end = at + pixels * BLOCK;
        for (int i = at; i < end; i += BLOCK) {
            FloatVector x = fromArray(LANES, r0, i);
            FloatVector y = fromArray(LANES, r0, i + BLOCK);
            FloatVector z = fromArray(LANES, r0, i + 2 * BLOCK);
            FloatVector a = z.fma(w2, y.fma(w1, x.mul(w0)));
            x = fromArray(LANES, r1, i);
            y = fromArray(LANES, r1, i + BLOCK);
            z = fromArray(LANES, r1, i + 2 * BLOCK);
            FloatVector b = z.fma(w2, y.fma(w1, x.mul(w0)));
            a = a.add(z.fma(w5, y.fma(w4, x.mul(w3))));
            x = fromArray(LANES, r2, i);
            y = fromArray(LANES, r2, i + BLOCK);
            z = fromArray(LANES, r2, i + 2 * BLOCK);
            b = b.add(z.fma(w5, y.fma(w4, x.mul(w3))));
            a = a.add(z.fma(w8, y.fma(w7, x.mul(w6))));
            x = fromArray(LANES, r3, i);
            y = fromArray(LANES, r3, i + BLOCK);
            z = fromArray(LANES, r3, i + 2 * BLOCK);
            b = b.add(z.fma(w8, y.fma(w7, x.mul(w6))));
            a.intoArray(tile, to);
            b.intoArray(tile, to + TILE * channels);
            to += channels;
        }
    }

    /** One output row from three input rows, every other pixel. */
    static void rowOfStride2(
            float[] r0,
            float[] r1,
            float[] r2,
            int at,
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
        int end = at + pixels * 2 * BLOCK;
        for (int i = at; i < end; i += 2 * BLOCK) {
            FloatVector a = fromArray(LANES, r0, i).mul(w0);
            a = fromArray(LANES, r0, i + BLOCK).fma(w1, a);
            a = fromArray(LANES, r0, i + 2 * BLOCK).fma(w2, a);
            FloatVector b = fromArray(LANES, r1, i).mul(w3);
            b = fromArray(LANES, r1, i + BLOCK).fma(w4, b);
            b = fromArray(LANES, r1, i + 2 * BLOCK).fma(w5, b);
            FloatVector c = fromArray(LANES, r2, i).mul(w6);
            c = fromArray(LANES, r2, i + BLOCK).fma(w7, c);
            c = fromArray(LANES, r2, i + 2 * BLOCK).fma(w8, c);
            a.add(b).add(c).intoArray(tile, to);
            to += channels;
        }
    }
}
