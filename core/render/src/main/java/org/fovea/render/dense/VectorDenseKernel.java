package org.fovea.render.dense;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API. Register tiles of a few vectors of pixels by a few outputs; the tile methods differ only in their
 * shape and are written out because accumulators must be local variables to live in registers.
 */
final class VectorDenseKernel extends DenseKernel {
    private static final VectorSpecies<Float> SPECIES = species();

    private static final int L = SPECIES.length();

    /** AVX-512 has 32 registers; processors with fewer lanes may have 16. */
    private static final boolean MANY_REGISTERS = L == 16;

    private static VectorSpecies<Float> species() {
        int preferred = FloatVector.SPECIES_PREFERRED.length();
        if (preferred >= 16) {
            return FloatVector.SPECIES_512;
        }
        return preferred == 8 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
    }

    @Override
    public void accumulate(
            float[] row,
            int rowAt,
            int inputs,
            int dilation,
            float[] weights,
            int weightsAt,
            float[] sums,
            int sumsAt,
            int pixels) {
        if (MANY_REGISTERS) {
            fiveByFour(row, rowAt, inputs, dilation, weights, weightsAt, sums, sumsAt);
        } else {
            for (int x = 0; x < pixels; x += 2 * L) {
                twoByFour(row, rowAt + x, inputs, dilation, weights, weightsAt, sums, sumsAt + x);
            }
        }
    }

    /** Five vectors of pixels by four outputs. */
    private static void fiveByFour(
            float[] in, int inAt, int inputs, int dilation, float[] w, int wAt, float[] sums, int at) {
        FloatVector a0 = fromArray(SPECIES, sums, at);
        FloatVector b0 = fromArray(SPECIES, sums, at + L);
        FloatVector c0 = fromArray(SPECIES, sums, at + 2 * L);
        FloatVector d0 = fromArray(SPECIES, sums, at + 3 * L);
        FloatVector e0 = fromArray(SPECIES, sums, at + 4 * L);
        FloatVector a1 = fromArray(SPECIES, sums, at + TILE);
        FloatVector b1 = fromArray(SPECIES, sums, at + TILE + L);
        FloatVector c1 = fromArray(SPECIES, sums, at + TILE + 2 * L);
        FloatVector d1 = fromArray(SPECIES, sums, at + TILE + 3 * L);
        FloatVector e1 = fromArray(SPECIES, sums, at + TILE + 4 * L);
        FloatVector a2 = fromArray(SPECIES, sums, at + 2 * TILE);
        FloatVector b2 = fromArray(SPECIES, sums, at + 2 * TILE + L);
        FloatVector c2 = fromArray(SPECIES, sums, at + 2 * TILE + 2 * L);
        FloatVector d2 = fromArray(SPECIES, sums, at + 2 * TILE + 3 * L);
        FloatVector e2 = fromArray(SPECIES, sums, at + 2 * TILE + 4 * L);
        FloatVector a3 = fromArray(SPECIES, sums, at + 3 * TILE);
        FloatVector b3 = fromArray(SPECIES, sums, at + 3 * TILE + L);
        FloatVector c3 = fromArray(SPECIES, sums, at + 3 * TILE + 2 * L);
        FloatVector d3 = fromArray(SPECIES, sums, at + 3 * TILE + 3 * L);
        FloatVector e3 = fromArray(SPECIES, sums, at + 3 * TILE + 4 * L);
        for (int column = 0; column < SIDE; column++) {
            int i = inAt + column * dilation;
            int k = wAt + column * inputs * 4;
            for (int c = 0; c < inputs; c++) {
                FloatVector x = fromArray(SPECIES, in, i + c * PITCH);
                FloatVector y = fromArray(SPECIES, in, i + c * PITCH + L);
                FloatVector z = fromArray(SPECIES, in, i + c * PITCH + 2 * L);
                FloatVector u = fromArray(SPECIES, in, i + c * PITCH + 3 * L);
                FloatVector t = fromArray(SPECIES, in, i + c * PITCH + 4 * L);
                FloatVector v = broadcast(SPECIES, w[k + c * 4]);
                a0 = x.fma(v, a0);
                b0 = y.fma(v, b0);
                c0 = z.fma(v, c0);
                d0 = u.fma(v, d0);
                e0 = t.fma(v, e0);
                v = broadcast(SPECIES, w[k + c * 4 + 1]);
                a1 = x.fma(v, a1);
                b1 = y.fma(v, b1);
                c1 = z.fma(v, c1);
                d1 = u.fma(v, d1);
                e1 = t.fma(v, e1);
                v = broadcast(SPECIES, w[k + c * 4 + 2]);
                a2 = x.fma(v, a2);
                b2 = y.fma(v, b2);
                c2 = z.fma(v, c2);
                d2 = u.fma(v, d2);
                e2 = t.fma(v, e2);
                v = broadcast(SPECIES, w[k + c * 4 + 3]);
                a3 = x.fma(v, a3);
                b3 = y.fma(v, b3);
                c3 = z.fma(v, c3);
                d3 = u.fma(v, d3);
                e3 = t.fma(v, e3);
            }
        }
        a0.intoArray(sums, at);
        b0.intoArray(sums, at + L);
        c0.intoArray(sums, at + 2 * L);
        d0.intoArray(sums, at + 3 * L);
        e0.intoArray(sums, at + 4 * L);
        a1.intoArray(sums, at + TILE);
        b1.intoArray(sums, at + TILE + L);
        c1.intoArray(sums, at + TILE + 2 * L);
        d1.intoArray(sums, at + TILE + 3 * L);
        e1.intoArray(sums, at + TILE + 4 * L);
        a2.intoArray(sums, at + 2 * TILE);
        b2.intoArray(sums, at + 2 * TILE + L);
        c2.intoArray(sums, at + 2 * TILE + 2 * L);
        d2.intoArray(sums, at + 2 * TILE + 3 * L);
        e2.intoArray(sums, at + 2 * TILE + 4 * L);
        a3.intoArray(sums, at + 3 * TILE);
        b3.intoArray(sums, at + 3 * TILE + L);
        c3.intoArray(sums, at + 3 * TILE + 2 * L);
        d3.intoArray(sums, at + 3 * TILE + 3 * L);
        e3.intoArray(sums, at + 3 * TILE + 4 * L);
    }

    /** Two vectors of pixels by four outputs, for 16 registers. */
    private static void twoByFour(
            float[] in, int inAt, int inputs, int dilation, float[] w, int wAt, float[] sums, int at) {
        FloatVector a0 = fromArray(SPECIES, sums, at);
        FloatVector b0 = fromArray(SPECIES, sums, at + L);
        FloatVector a1 = fromArray(SPECIES, sums, at + TILE);
        FloatVector b1 = fromArray(SPECIES, sums, at + TILE + L);
        FloatVector a2 = fromArray(SPECIES, sums, at + 2 * TILE);
        FloatVector b2 = fromArray(SPECIES, sums, at + 2 * TILE + L);
        FloatVector a3 = fromArray(SPECIES, sums, at + 3 * TILE);
        FloatVector b3 = fromArray(SPECIES, sums, at + 3 * TILE + L);
        for (int column = 0; column < SIDE; column++) {
            int i = inAt + column * dilation;
            int k = wAt + column * inputs * 4;
            for (int c = 0; c < inputs; c++) {
                FloatVector x = fromArray(SPECIES, in, i + c * PITCH);
                FloatVector y = fromArray(SPECIES, in, i + c * PITCH + L);
                FloatVector v = broadcast(SPECIES, w[k + c * 4]);
                a0 = x.fma(v, a0);
                b0 = y.fma(v, b0);
                v = broadcast(SPECIES, w[k + c * 4 + 1]);
                a1 = x.fma(v, a1);
                b1 = y.fma(v, b1);
                v = broadcast(SPECIES, w[k + c * 4 + 2]);
                a2 = x.fma(v, a2);
                b2 = y.fma(v, b2);
                v = broadcast(SPECIES, w[k + c * 4 + 3]);
                a3 = x.fma(v, a3);
                b3 = y.fma(v, b3);
            }
        }
        a0.intoArray(sums, at);
        b0.intoArray(sums, at + L);
        a1.intoArray(sums, at + TILE);
        b1.intoArray(sums, at + TILE + L);
        a2.intoArray(sums, at + 2 * TILE);
        b2.intoArray(sums, at + 2 * TILE + L);
        a3.intoArray(sums, at + 3 * TILE);
        b3.intoArray(sums, at + 3 * TILE + L);
    }

    @Override
    public boolean rectify(float[] sums, int sumsAt, float[] out, int outAt, int pixels) {
        FloatVector zero = FloatVector.zero(SPECIES);
        // Zero times a number is zero, unless the number is infinite or none.
        FloatVector check = zero;
        int x = 0;
        for (; x <= pixels - L; x += L) {
            FloatVector sum = fromArray(SPECIES, sums, sumsAt + x);
            check = sum.fma(zero, check);
            VectorMask<Float> positive = sum.compare(VectorOperators.GT, zero);
            zero.blend(sum, positive).intoArray(out, outAt + x);
        }
        boolean finite = check.reduceLanes(VectorOperators.ADD) == 0f;
        for (; x < pixels; x++) {
            float sum = sums[sumsAt + x];
            finite &= Float.isFinite(sum);
            out[outAt + x] = sum > 0 ? sum : 0f;
        }
        return finite;
    }
}
