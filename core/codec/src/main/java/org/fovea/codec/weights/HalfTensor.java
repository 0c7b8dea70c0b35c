package org.fovea.codec.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Weights stored as IEEE halves.
 *
 * @param bits the halves' bits, row-major
 */
public record HalfTensor(String name, List<Integer> shape, short[] bits) implements QuantisedTensor {
    public HalfTensor {
        shape = List.copyOf(shape);
        if (bits.length != QuantisedTensor.count(shape)) {
            throw new IllegalArgumentException("values of " + name + " do not fit its shape " + shape);
        }
    }

    /**
     * The halves nearest to some values.
     *
     * @param values row-major, as many as the shape says
     */
    public static HalfTensor of(String name, List<Integer> shape, float[] values) {
        short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToFloat16(values[i]);
        }
        return new HalfTensor(name, shape, bits);
    }

    /**
     * The same of many tensors.
     *
     * @param like tensors with these names and shapes
     * @param values an array for each of them, in their order; more are left out
     */
    public static List<QuantisedTensor> all(List<QuantisedTensor> like, float[][] values) {
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (QuantisedTensor one : like) {
            tensors.add(of(one.name(), one.shape(), values[tensors.size()]));
        }
        return tensors;
    }

    @Override
    public float[] dequantise() {
        float[] values = new float[bits.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(bits[i]);
        }
        return values;
    }

    @Override
    public long rawBytes() {
        return 2L * bits.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HalfTensor that
                && name.equals(that.name)
                && shape.equals(that.shape)
                && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, shape, Arrays.hashCode(bits));
    }
}
