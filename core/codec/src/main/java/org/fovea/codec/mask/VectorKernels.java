package org.fovea.codec.mask;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels} on the Vector API, in registers of 256 bits. Only loaded when the incubator module is present.
 * Machines with wider registers use half of them, which costs little because the loops wait for memory; on machines
 * with narrower ones the plain loops are faster.
 */
final class VectorKernels extends Kernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_128;
    private static final VectorShuffle<Float> FOUR = VectorShuffle.fromValues(SPECIES, 4, 5, 6, 7, 0, 1, 2, 3);
    private static final VectorShuffle<Float> TWO = VectorShuffle.fromValues(SPECIES, 2, 3, 0, 1, 6, 7, 4, 5);

    static boolean suitsMachine() {
        return VectorShape.preferredShape().vectorBitSize() >= 256;
    }

    @Override
    float dot(float[] x, float[] w, int offset, int length) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = 0; i < length; i += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, i);
            FloatVector b = FloatVector.fromArray(SPECIES, w, offset + i);
            sum = sum.add(a.mul(b));
        }
        sum = sum.add(sum.rearrange(FOUR));
        sum = sum.add(sum.rearrange(TWO));
        return sum.lane(0) + sum.lane(1);
    }

    @Override
    void addScaled(float[] w, int offset, float[] x, int length, float scale) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, i);
            FloatVector b = FloatVector.fromArray(SPECIES, w, offset + i);
            b.add(a.mul(scale)).intoArray(w, offset + i);
        }
    }

    @Override
    void sumRows(float[] table, int[] rows, int count, float[] bias, float[] sum, int length) {
        for (int column = 0; column < length; column += 2 * LANES) {
            sumTwoVectors(table, rows, count, bias, sum, column);
        }
    }

    private static void sumTwoVectors(float[] table, int[] rows, int count, float[] bias, float[] sum, int column) {
        FloatVector e0 = FloatVector.fromArray(SPECIES, bias, column);
        FloatVector e1 = FloatVector.fromArray(SPECIES, bias, column + 8);
        FloatVector o0 = FloatVector.zero(SPECIES);
        FloatVector o1 = o0;
        int r = 0;
        for (; r + 1 < count; r += 2) {
            int even = rows[r] + column;
            int odd = rows[r + 1] + column;
            e0 = e0.add(FloatVector.fromArray(SPECIES, table, even));
            e1 = e1.add(FloatVector.fromArray(SPECIES, table, even + 8));
            o0 = o0.add(FloatVector.fromArray(SPECIES, table, odd));
            o1 = o1.add(FloatVector.fromArray(SPECIES, table, odd + 8));
        }
        if (r < count) {
            int even = rows[r] + column;
            e0 = e0.add(FloatVector.fromArray(SPECIES, table, even));
            e1 = e1.add(FloatVector.fromArray(SPECIES, table, even + 8));
        }
        e0.add(o0).intoArray(sum, column);
        e1.add(o1).intoArray(sum, column + 8);
    }

    @Override
    int leastMismatch(
            byte[] current,
            byte[] previous,
            int at,
            int origin,
            int stride,
            int[] offsets,
            byte[] weights,
            byte[] penalties,
            byte[] costs) {
        ByteVector least = ByteVector.broadcast(BYTES, Byte.MAX_VALUE);
        int row = 0;
        for (int from = origin; row < costs.length; row += 16, from += stride) {
            ByteVector cost = ByteVector.fromArray(BYTES, penalties, row);
            for (int t = 0; t < offsets.length; t++) {
                int offset = offsets[t];
                VectorMask<Byte> differs = ByteVector.fromArray(BYTES, previous, from + offset)
                        .compare(VectorOperators.NE, current[at + offset]);
                cost = cost.add(ByteVector.broadcast(BYTES, weights[t]), differs);
            }
            cost.intoArray(costs, row);
            least = least.min(cost);
        }
        byte minimum = least.reduceLanes(VectorOperators.MIN);
        for (int r = 0; ; r += 16) {
            VectorMask<Byte> found = ByteVector.fromArray(BYTES, costs, r).eq(minimum);
            if (found.anyTrue()) {
                return r + found.firstTrue();
            }
        }
    }
}
