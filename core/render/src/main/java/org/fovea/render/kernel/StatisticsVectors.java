package org.fovea.render.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;
import static org.fovea.render.kernel.Kernels.STATISTICS;
import static org.fovea.render.kernel.VectorKernels.W;
import static org.fovea.render.kernel.VectorKernels.WIDE;

import jdk.incubator.vector.FloatVector;

/**
 * Sums and sums of squares of each channel, even and odd pixels apart, several blocks at a time: one block alone would
 * wait for its own additions.
 */
final class StatisticsVectors {
    private StatisticsVectors() {}

    /** See {@link Kernels#statistics}; {@code count} floats of each block, a multiple of {@link Kernels#STATISTICS}. */
    static void run(float[] in, int at, int pitch, int blocks, float[] sums, float[] squares, int s, int count) {
        for (int lane = 0; lane < STATISTICS; lane += W) {
            int block = 0;
            for (; block <= blocks - 7; block += 7) {
                seven(in, at + block * pitch + lane, pitch, sums, squares, s + block * STATISTICS + lane, count);
            }
            for (; block <= blocks - 4; block += 4) {
                four(in, at + block * pitch + lane, pitch, sums, squares, s + block * STATISTICS + lane, count);
            }
            for (; block < blocks; block++) {
                one(in, at + block * pitch + lane, pitch, sums, squares, s + block * STATISTICS + lane, count);
            }
        }
    }

    private static void seven(float[] in, int at, int pitch, float[] sums, float[] squares, int s, int count) {
        FloatVector s0 = fromArray(WIDE, sums, s);
        FloatVector q0 = fromArray(WIDE, squares, s);
        FloatVector s1 = fromArray(WIDE, sums, s + STATISTICS);
        FloatVector q1 = fromArray(WIDE, squares, s + STATISTICS);
        FloatVector s2 = fromArray(WIDE, sums, s + 2 * STATISTICS);
        FloatVector q2 = fromArray(WIDE, squares, s + 2 * STATISTICS);
        FloatVector s3 = fromArray(WIDE, sums, s + 3 * STATISTICS);
        FloatVector q3 = fromArray(WIDE, squares, s + 3 * STATISTICS);
        FloatVector s4 = fromArray(WIDE, sums, s + 4 * STATISTICS);
        FloatVector q4 = fromArray(WIDE, squares, s + 4 * STATISTICS);
        FloatVector s5 = fromArray(WIDE, sums, s + 5 * STATISTICS);
        FloatVector q5 = fromArray(WIDE, squares, s + 5 * STATISTICS);
        FloatVector s6 = fromArray(WIDE, sums, s + 6 * STATISTICS);
        FloatVector q6 = fromArray(WIDE, squares, s + 6 * STATISTICS);
        for (int i = 0; i < count; i += STATISTICS) {
            FloatVector x = fromArray(WIDE, in, at + i);
            s0 = s0.add(x);
            q0 = x.fma(x, q0);
            x = fromArray(WIDE, in, at + pitch + i);
            s1 = s1.add(x);
            q1 = x.fma(x, q1);
            x = fromArray(WIDE, in, at + 2 * pitch + i);
            s2 = s2.add(x);
            q2 = x.fma(x, q2);
            x = fromArray(WIDE, in, at + 3 * pitch + i);
            s3 = s3.add(x);
            q3 = x.fma(x, q3);
            x = fromArray(WIDE, in, at + 4 * pitch + i);
            s4 = s4.add(x);
            q4 = x.fma(x, q4);
            x = fromArray(WIDE, in, at + 5 * pitch + i);
            s5 = s5.add(x);
            q5 = x.fma(x, q5);
            x = fromArray(WIDE, in, at + 6 * pitch + i);
            s6 = s6.add(x);
            q6 = x.fma(x, q6);
        }
        s0.intoArray(sums, s);
        q0.intoArray(squares, s);
        s1.intoArray(sums, s + STATISTICS);
        q1.intoArray(squares, s + STATISTICS);
        s2.intoArray(sums, s + 2 * STATISTICS);
        q2.intoArray(squares, s + 2 * STATISTICS);
        s3.intoArray(sums, s + 3 * STATISTICS);
        q3.intoArray(squares, s + 3 * STATISTICS);
        s4.intoArray(sums, s + 4 * STATISTICS);
        q4.intoArray(squares, s + 4 * STATISTICS);
        s5.intoArray(sums, s + 5 * STATISTICS);
        q5.intoArray(squares, s + 5 * STATISTICS);
        s6.intoArray(sums, s + 6 * STATISTICS);
        q6.intoArray(squares, s + 6 * STATISTICS);
    }

    private static void four(float[] in, int at, int pitch, float[] sums, float[] squares, int s, int count) {
        FloatVector s0 = fromArray(WIDE, sums, s);
        FloatVector q0 = fromArray(WIDE, squares, s);
        FloatVector s1 = fromArray(WIDE, sums, s + STATISTICS);
        FloatVector q1 = fromArray(WIDE, squares, s + STATISTICS);
        FloatVector s2 = fromArray(WIDE, sums, s + 2 * STATISTICS);
        FloatVector q2 = fromArray(WIDE, squares, s + 2 * STATISTICS);
        FloatVector s3 = fromArray(WIDE, sums, s + 3 * STATISTICS);
        FloatVector q3 = fromArray(WIDE, squares, s + 3 * STATISTICS);
        for (int i = 0; i < count; i += STATISTICS) {
            FloatVector x = fromArray(WIDE, in, at + i);
            s0 = s0.add(x);
            q0 = x.fma(x, q0);
            x = fromArray(WIDE, in, at + pitch + i);
            s1 = s1.add(x);
            q1 = x.fma(x, q1);
            x = fromArray(WIDE, in, at + 2 * pitch + i);
            s2 = s2.add(x);
            q2 = x.fma(x, q2);
            x = fromArray(WIDE, in, at + 3 * pitch + i);
            s3 = s3.add(x);
            q3 = x.fma(x, q3);
        }
        s0.intoArray(sums, s);
        q0.intoArray(squares, s);
        s1.intoArray(sums, s + STATISTICS);
        q1.intoArray(squares, s + STATISTICS);
        s2.intoArray(sums, s + 2 * STATISTICS);
        q2.intoArray(squares, s + 2 * STATISTICS);
        s3.intoArray(sums, s + 3 * STATISTICS);
        q3.intoArray(squares, s + 3 * STATISTICS);
    }

    private static void one(float[] in, int at, int pitch, float[] sums, float[] squares, int s, int count) {
        FloatVector s0 = fromArray(WIDE, sums, s);
        FloatVector q0 = fromArray(WIDE, squares, s);
        for (int i = 0; i < count; i += STATISTICS) {
            FloatVector x = fromArray(WIDE, in, at + i);
            s0 = s0.add(x);
            q0 = x.fma(x, q0);
        }
        s0.intoArray(sums, s);
        q0.intoArray(squares, s);
    }
}
