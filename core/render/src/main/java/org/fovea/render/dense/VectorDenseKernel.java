package org.fovea.render.dense;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API. Register tiles of two vectors of pixels by four outputs, which 16 registers hold; accumulators must
 * be local variables to live in registers.
 */
final class VectorDenseKernel extends DenseKernel {
    private static final VectorSpecies<Float> SPECIES = species();

    private static final int L = SPECIES.length();

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
        for (int x = 0; x < pixels; x += 2 * L) {
            twoByFour(row, rowAt + x, inputs, dilation, weights, weightsAt, sums, sumsAt + x);
        }
    }

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
