package org.fovea.render.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The Vector API; what is left at the end of a row is done by {@link PictureMath}. */
final class VectorPictureMath extends PictureMath {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    @Override
    public boolean sine(
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            float scale,
            float[] c,
            int cAt,
            float[] out,
            int outAt,
            int count) {
        int end = SPECIES.loopBound(count);
        boolean finite = sines(a, aAt, b, bAt, scale, c, cAt, out, outAt, end);
        return super.sine(a, aAt + end, b, bAt + end, scale, c, cAt + end, out, outAt + end, count - end) && finite;
    }

    private static boolean sines(
            float[] a, int aAt, float[] b, int bAt, float scale, float[] c, int cAt, float[] out, int outAt, int end) {
        FloatVector zero = FloatVector.zero(SPECIES);
        // Zero times a number is zero, unless the number is infinite or none.
        FloatVector check = zero;
        FloatVector factor = broadcast(SPECIES, scale);
        FloatVector largest = broadcast(SPECIES, LARGEST_ANGLE);
        FloatVector round = broadcast(SPECIES, ROUND);
        for (int i = 0; i < end; i += L) {
            FloatVector sum = fromArray(SPECIES, a, aAt + i).add(fromArray(SPECIES, b, bAt + i));
            check = sum.fma(zero, check);
            FloatVector x = sum.min(largest).max(-LARGEST_ANGLE);
            FloatVector rounded = x.mul(INVERSE_PI).add(round);
            FloatVector turns = rounded.sub(round);
            FloatVector r = turns.fma(broadcast(SPECIES, -PI_1), x);
            r = turns.fma(broadcast(SPECIES, -PI_2), r);
            r = turns.fma(broadcast(SPECIES, -PI_3), r);
            FloatVector square = r.mul(r);
            FloatVector p = square.fma(broadcast(SPECIES, S3), broadcast(SPECIES, S2));
            p = p.fma(square, broadcast(SPECIES, S1));
            p = p.fma(square, broadcast(SPECIES, S0));
            FloatVector sine = r.mul(square).fma(p, r);
            IntVector sign = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 31);
            sine = sine.reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
            factor.fma(sine, fromArray(SPECIES, c, cAt + i)).intoArray(out, outAt + i);
        }
        return check.reduceLanes(VectorOperators.ADD) == 0f;
    }

    @Override
    public void finish(
            float[] row0,
            float[] row1,
            float[] row2,
            float[] row3,
            float[] weights,
            int weightsAt,
            float[] plus,
            int[] sums,
            byte[] out,
            int outAt) {
        int count = plus.length;
        int end = SPECIES.loopBound(count);
        mix(row0, row1, row2, row3, weights, weightsAt, plus, sums, end);
        for (int i = 0; i < end; i++) {
            out[outAt + i] = (byte) sums[i];
        }
        for (int i = end; i < count; i++) {
            out[outAt + i] = finish(row0[i], row1[i], row2[i], row3[i], weights, weightsAt, plus[i]);
        }
    }

    private static void mix(
            float[] row0,
            float[] row1,
            float[] row2,
            float[] row3,
            float[] weights,
            int at,
            float[] plus,
            int[] sums,
            int end) {
        FloatVector w0 = broadcast(SPECIES, weights[at]);
        FloatVector w1 = broadcast(SPECIES, weights[at + 1]);
        FloatVector w2 = broadcast(SPECIES, weights[at + 2]);
        FloatVector w3 = broadcast(SPECIES, weights[at + 3]);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector most = broadcast(SPECIES, 255f);
        for (int i = 0; i < end; i += L) {
            FloatVector sum = fromArray(SPECIES, row0, i).mul(w0);
            sum = fromArray(SPECIES, row1, i).fma(w1, sum);
            sum = fromArray(SPECIES, row2, i).fma(w2, sum);
            sum = fromArray(SPECIES, row3, i).fma(w3, sum);
            FloatVector limited = sum.add(fromArray(SPECIES, plus, i)).max(zero).min(most);
            limited.add(ROUND).reinterpretAsInts().intoArray(sums, i);
        }
    }
}
