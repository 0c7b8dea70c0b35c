package org.fovea.render.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;
import static org.fovea.render.kernel.Kernels.STATISTICS;
import static org.fovea.render.kernel.VectorKernels.W;
import static org.fovea.render.kernel.VectorKernels.WIDE;

import jdk.incubator.vector.FloatVector;

/**
 * Sums and sums of squares of each channel, even and odd pixels apart, four blocks at a time: one block alone would
 * wait for its own additions.
 */
final class StatisticsVectors {
    private StatisticsVectors() {}

    /** See {@link Kernels#statistics}; {@code count} floats of each block, a multiple of {@link Kernels#STATISTICS}. */
    static void run(float[] in, int at, int pitch, int blocks, float[] sums, float[] squares, int s, int count) {
        for (int lane = 0; lane < STATISTICS; lane += W) {
            for (int block = 0; block < blocks; block += 4) {
                // Where fewer are left, the last one is done again, which gives the same.
                int last = Math.min(blocks - block, 4) - 1;
                int from = at + block * pitch + lane;
                four(in, from, pitch, sums, squares, s + block * STATISTICS + lane, last, count);
            }
        }
    }

    private static void four(float[] in, int at, int pitch, float[] sums, float[] squares, int s, int last, int count) {
        int at1 = at + Math.min(1, last) * pitch;
        int at2 = at + Math.min(2, last) * pitch;
        int at3 = at + last * pitch;
        int t1 = s + Math.min(1, last) * STATISTICS;
        int t2 = s + Math.min(2, last) * STATISTICS;
        int t3 = s + last * STATISTICS;
        FloatVector s0 = fromArray(WIDE, sums, s);
        FloatVector q0 = fromArray(WIDE, squares, s);
        FloatVector s1 = fromArray(WIDE, sums, t1);
        FloatVector q1 = fromArray(WIDE, squares, t1);
        FloatVector s2 = fromArray(WIDE, sums, t2);
        FloatVector q2 = fromArray(WIDE, squares, t2);
        FloatVector s3 = fromArray(WIDE, sums, t3);
        FloatVector q3 = fromArray(WIDE, squares, t3);
        for (int i = 0; i < count; i += STATISTICS) {
            FloatVector x = fromArray(WIDE, in, at + i);
            s0 = s0.add(x);
            q0 = x.fma(x, q0);
            x = fromArray(WIDE, in, at1 + i);
            s1 = s1.add(x);
            q1 = x.fma(x, q1);
            x = fromArray(WIDE, in, at2 + i);
            s2 = s2.add(x);
            q2 = x.fma(x, q2);
            x = fromArray(WIDE, in, at3 + i);
            s3 = s3.add(x);
            q3 = x.fma(x, q3);
        }
        s0.intoArray(sums, s);
        q0.intoArray(squares, s);
        s1.intoArray(sums, t1);
        q1.intoArray(squares, t1);
        s2.intoArray(sums, t2);
        q2.intoArray(squares, t2);
        s3.intoArray(sums, t3);
        q3.intoArray(squares, t3);
    }
}
