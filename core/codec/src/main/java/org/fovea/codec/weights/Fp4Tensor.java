package org.fovea.codec.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Weights of four bits (one sign, an index into eight magnitudes) in blocks that share a half-precision scale: value =
 * ±magnitude·scale.
 *
 * @param blockSize weights per scale, in row-major order; the last block may be shorter
 * @param codes one code per weight: 8 for a minus sign plus the magnitude index 0..7
 * @param scales IEEE halves, one per block
 */
public record Fp4Tensor(String name, List<Integer> shape, int blockSize, byte[] codes, short[] scales)
        implements QuantisedTensor {
    private static final float[] MAGNITUDES = {0f, 0.5f, 1f, 1.5f, 2f, 3f, 4f, 6f};

    public Fp4Tensor {
        shape = List.copyOf(shape);
        int count = QuantisedTensor.count(shape);
        if (blockSize < 1 || codes.length != count || scales.length != Math.ceilDiv(count, blockSize)) {
            throw new IllegalArgumentException("codes or scales of " + name + " do not fit its shape " + shape);
        }
        for (byte code : codes) {
            if (code < 0 || code > 15) {
                throw new IllegalArgumentException("code " + code + " of " + name + " is not in 0..15");
            }
        }
    }

    /** The magnitude with this index 0..7, before scaling. */
    public static float magnitude(int index) {
        return MAGNITUDES[index];
    }

    /** The weight of a code, in double. */
    static double value(int code, double scale) {
        double magnitude = MAGNITUDES[code & 7] * scale;
        return (code & 8) != 0 ? -magnitude : magnitude;
    }

    @Override
    public float[] dequantise() {
        float[] values = new float[codes.length];
        for (int i = 0; i < values.length; i++) {
            float magnitude = MAGNITUDES[codes[i] & 7] * Float.float16ToFloat(scales[i / blockSize]);
            values[i] = (codes[i] & 8) != 0 ? -magnitude : magnitude;
        }
        return values;
    }

    @Override
    public long rawBytes() {
        return (codes.length + 1) / 2 + 2L * scales.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fp4Tensor that
                && name.equals(that.name)
                && shape.equals(that.shape)
                && blockSize == that.blockSize
                && Arrays.equals(codes, that.codes)
                && Arrays.equals(scales, that.scales);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, shape, blockSize, Arrays.hashCode(codes), Arrays.hashCode(scales));
    }
}
