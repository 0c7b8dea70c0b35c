package org.fovea.render.restore;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API. Register tiles of a few vectors of pixels by a few outputs; the tile methods differ only in their shape and are written out because accumulators
 * must be local variables to live in registers.
 */
final class VectorDenseKernel implements DenseKernel {
    private static final VectorSpecies<Float> SPECIES = species();

    private static final int L = SPECIES.length();

    /** AVX-512 has 32 registers; whoever has fewer lanes may have 16. */
    private static final boolean MANY_REGISTERS = L == 16;

    private static VectorSpecies<Float> species() {
        int preferred = FloatVector.SPECIES_PREFERRED.length();
        if (preferred >= 16) {
            return FloatVector.SPECIES_512;
        }
        return preferred == 8 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
    }

    @Override
    public String name() {
        return "vector-" + SPECIES.vectorBitSize();
    }

    @Override
    public int group(int left) {
        return MANY_REGISTERS && left > 4 ? 8 : 4;
    }

    @Override
    public void accumulate(
            float[] tile,
            int inputs,
            int dilation,
            float[] weights,
            int weightsAt,
            int group,
            float[] sums,
            int sumsAt,
            int pixels) {
        if (group == 8) {
            threeByEight(tile, 0, inputs, dilation, weights, weightsAt, sums, sumsAt);
        } else if (MANY_REGISTERS) {
            threeByFour(tile, 0, inputs, dilation, weights, weightsAt, sums, sumsAt);
        } else {
            for (int x = 0; x < pixels; x += 2 * L) {
                twoByFour(tile, x, inputs, dilation, weights, weightsAt, sums, sumsAt + x);
            }
        }
    }

    /** Three vectors of pixels by eight outputs. */
    private static void threeByEight(
            float[] in, int inAt, int inputs, int dilation, float[] w, int wAt, float[] sums, int at) {
        FloatVector a0 = fromArray(SPECIES, sums, at);
        FloatVector b0 = fromArray(SPECIES, sums, at + L);
        FloatVector c0 = fromArray(SPECIES, sums, at + 2 * L);
        FloatVector a1 = fromArray(SPECIES, sums, at + TILE);
        FloatVector b1 = fromArray(SPECIES, sums, at + TILE + L);
        FloatVector c1 = fromArray(SPECIES, sums, at + TILE + 2 * L);
        FloatVector a2 = fromArray(SPECIES, sums, at + 2 * TILE);
        FloatVector b2 = fromArray(SPECIES, sums, at + 2 * TILE + L);
        FloatVector c2 = fromArray(SPECIES, sums, at + 2 * TILE + 2 * L);
        FloatVector a3 = fromArray(SPECIES, sums, at + 3 * TILE);
        FloatVector b3 = fromArray(SPECIES, sums, at + 3 * TILE + L);
        FloatVector c3 = fromArray(SPECIES, sums, at + 3 * TILE + 2 * L);
        FloatVector a4 = fromArray(SPECIES, sums, at + 4 * TILE);
        FloatVector b4 = fromArray(SPECIES, sums, at + 4 * TILE + L);
        FloatVector c4 = fromArray(SPECIES, sums, at + 4 * TILE + 2 * L);
        FloatVector a5 = fromArray(SPECIES, sums, at + 5 * TILE);
        FloatVector b5 = fromArray(SPECIES, sums, at + 5 * TILE + L);
        FloatVector c5 = fromArray(SPECIES, sums, at + 5 * TILE + 2 * L);
        FloatVector a6 = fromArray(SPECIES, sums, at + 6 * TILE);
        FloatVector b6 = fromArray(SPECIES, sums, at + 6 * TILE + L);
        FloatVector c6 = fromArray(SPECIES, sums, at + 6 * TILE + 2 * L);
        FloatVector a7 = fromArray(SPECIES, sums, at + 7 * TILE);
        FloatVector b7 = fromArray(SPECIES, sums, at + 7 * TILE + L);
        FloatVector c7 = fromArray(SPECIES, sums, at + 7 * TILE + 2 * L);
        for (int column = 0; column < SIDE; column++) {
            int i = inAt + column * dilation;
            int k = wAt + column * inputs * 8;
            for (int c = 0; c < inputs; c++) {
                FloatVector x = fromArray(SPECIES, in, i + c * PITCH);
                FloatVector y = fromArray(SPECIES, in, i + c * PITCH + L);
                FloatVector z = fromArray(SPECIES, in, i + c * PITCH + 2 * L);
                FloatVector v = broadcast(SPECIES, w[k + c * 8]);
                a0 = x.fma(v, a0);
                b0 = y.fma(v, b0);
                c0 = z.fma(v, c0);
                v = broadcast(SPECIES, w[k + c * 8 + 1]);
                a1 = x.fma(v, a1);
                b1 = y.fma(v, b1);
                c1 = z.fma(v, c1);
                v = broadcast(SPECIES, w[k + c * 8 + 2]);
                a2 = x.fma(v, a2);
                b2 = y.fma(v, b2);
                c2 = z.fma(v, c2);
                v = broadcast(SPECIES, w[k + c * 8 + 3]);
                a3 = x.fma(v, a3);
                b3 = y.fma(v, b3);
                c3 = z.fma(v, c3);
                v = broadcast(SPECIES, w[k + c * 8 + 4]);
                a4 = x.fma(v, a4);
                b4 = y.fma(v, b4);
                c4 = z.fma(v, c4);
                v = broadcast(SPECIES, w[k + c * 8 + 5]);
                a5 = x.fma(v, a5);
                b5 = y.fma(v, b5);
                c5 = z.fma(v, c5);
                v = broadcast(SPECIES, w[k + c * 8 + 6]);
                a6 = x.fma(v, a6);
                b6 = y.fma(v, b6);
                c6 = z.fma(v, c6);
                v = broadcast(SPECIES, w[k + c * 8 + 7]);
                a7 = x.fma(v, a7);
                b7 = y.fma(v, b7);
                c7 = z.fma(v, c7);
            }
        }
        a0.intoArray(sums, at);
        b0.intoArray(sums, at + L);
        c0.intoArray(sums, at + 2 * L);
        a1.intoArray(sums, at + TILE);
        b1.intoArray(sums, at + TILE + L);
        c1.intoArray(sums, at + TILE + 2 * L);
        a2.intoArray(sums, at + 2 * TILE);
        b2.intoArray(sums, at + 2 * TILE + L);
        c2.intoArray(sums, at + 2 * TILE + 2 * L);
        a3.intoArray(sums, at + 3 * TILE);
        b3.intoArray(sums, at + 3 * TILE + L);
        c3.intoArray(sums, at + 3 * TILE + 2 * L);
        a4.intoArray(sums, at + 4 * TILE);
        b4.intoArray(sums, at + 4 * TILE + L);
        c4.intoArray(sums, at + 4 * TILE + 2 * L);
        a5.intoArray(sums, at + 5 * TILE);
        b5.intoArray(sums, at + 5 * TILE + L);
        c5.intoArray(sums, at + 5 * TILE + 2 * L);
        a6.intoArray(sums, at + 6 * TILE);
        b6.intoArray(sums, at + 6 * TILE + L);
        c6.intoArray(sums, at + 6 * TILE + 2 * L);
        a7.intoArray(sums, at + 7 * TILE);
        b7.intoArray(sums, at + 7 * TILE + L);
        c7.intoArray(sums, at + 7 * TILE + 2 * L);
    }

    /** Three vectors of pixels by four outputs. */
    private static void threeByFour(
            float[] in, int inAt, int inputs, int dilation, float[] w, int wAt, float[] sums, int at) {
        FloatVector a0 = fromArray(SPECIES, sums, at);
        FloatVector b0 = fromArray(SPECIES, sums, at + L);
        FloatVector c0 = fromArray(SPECIES, sums, at + 2 * L);
        FloatVector a1 = fromArray(SPECIES, sums, at + TILE);
        FloatVector b1 = fromArray(SPECIES, sums, at + TILE + L);
        FloatVector c1 = fromArray(SPECIES, sums, at + TILE + 2 * L);
        FloatVector a2 = fromArray(SPECIES, sums, at + 2 * TILE);
        FloatVector b2 = fromArray(SPECIES, sums, at + 2 * TILE + L);
        FloatVector c2 = fromArray(SPECIES, sums, at + 2 * TILE + 2 * L);
        FloatVector a3 = fromArray(SPECIES, sums, at + 3 * TILE);
        FloatVector b3 = fromArray(SPECIES, sums, at + 3 * TILE + L);
        FloatVector c3 = fromArray(SPECIES, sums, at + 3 * TILE + 2 * L);
        for (int column = 0; column < SIDE; column++) {
            int i = inAt + column * dilation;
            int k = wAt + column * inputs * 4;
            for (int c = 0; c < inputs; c++) {
                FloatVector x = fromArray(SPECIES, in, i + c * PITCH);
                FloatVector y = fromArray(SPECIES, in, i + c * PITCH + L);
                FloatVector z = fromArray(SPECIES, in, i + c * PITCH + 2 * L);
                FloatVector v = broadcast(SPECIES, w[k + c * 4]);
                a0 = x.fma(v, a0);
                b0 = y.fma(v, b0);
                c0 = z.fma(v, c0);
                v = broadcast(SPECIES, w[k + c * 4 + 1]);
                a1 = x.fma(v, a1);
                b1 = y.fma(v, b1);
                c1 = z.fma(v, c1);
                v = broadcast(SPECIES, w[k + c * 4 + 2]);
                a2 = x.fma(v, a2);
                b2 = y.fma(v, b2);
                c2 = z.fma(v, c2);
                v = broadcast(SPECIES, w[k + c * 4 + 3]);
                a3 = x.fma(v, a3);
                b3 = y.fma(v, b3);
                c3 = z.fma(v, c3);
            }
        }
        a0.intoArray(sums, at);
        b0.intoArray(sums, at + L);
        c0.intoArray(sums, at + 2 * L);
        a1.intoArray(sums, at + TILE);
        b1.intoArray(sums, at + TILE + L);
        c1.intoArray(sums, at + TILE + 2 * L);
        a2.intoArray(sums, at + 2 * TILE);
        b2.intoArray(sums, at + 2 * TILE + L);
        c2.intoArray(sums, at + 2 * TILE + 2 * L);
        a3.intoArray(sums, at + 3 * TILE);
        b3.intoArray(sums, at + 3 * TILE + L);
        c3.intoArray(sums, at + 3 * TILE + 2 * L);
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
    public void load(float[] row, int rowAt, int pitch, int channels, int count, float[] tile) {
        for (int channel = 0; channel < channels; channel++) {
            int from = rowAt + channel * pitch;
            int to = channel * PITCH;
            for (int x = 0; x < count; x += L) {
                fromArray(SPECIES, row, from + x).intoArray(tile, to + x);
            }
        }
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
