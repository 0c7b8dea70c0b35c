package org.fovea.codec.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Weights of eight bits around zero with one step for all of them: value = code·step, one product of floats.
 *
 * @param codes row-major, -128..127
 * @param step finite
 */
public record SteppedTensor(String name, List<Integer> shape, byte[] codes, float step) implements QuantisedTensor {
    public SteppedTensor {
        shape = List.copyOf(shape);
        if (codes.length != QuantisedTensor.count(shape)) {
            throw new IllegalArgumentException("codes of " + name + " do not fit its shape " + shape);
        }
        if (!Float.isFinite(step)) {
            throw new IllegalArgumentException("step of " + name + " is not finite");
        }
    }

    @Override
    public float[] dequantise() {
        float[] values = new float[codes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = codes[i] * step;
        }
        return values;
    }

    @Override
    public long rawBytes() {
        return codes.length + 4L;
    }

    /** Compares bits: a step of minus zero is another one than zero. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SteppedTensor that
                && name.equals(that.name)
                && shape.equals(that.shape)
                && Float.floatToRawIntBits(step) == Float.floatToRawIntBits(that.step)
                && Arrays.equals(codes, that.codes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, shape, Float.floatToRawIntBits(step), Arrays.hashCode(codes));
    }
}
