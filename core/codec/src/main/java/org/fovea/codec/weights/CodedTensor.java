package org.fovea.codec.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Weights stored as n-bit codes on evenly spaced ranges: value = minimum + code·max(step, 1e-8), in float32. One range
 * serves the whole tensor or one row (first dimension) each.
 *
 * @param bitsPerCode 1..16
 * @param minimums IEEE halves, one per range
 * @param steps IEEE halves, one per range
 * @param codes row-major, 0..2^bitsPerCode-1
 */
public record CodedTensor(
        String name, List<Integer> shape, int bitsPerCode, short[] minimums, short[] steps, int[] codes)
        implements QuantisedTensor {
    private static final float MIN_STEP = 1e-8f;

    public CodedTensor {
        shape = List.copyOf(shape);
        int ranges = minimums.length;
        if (bitsPerCode < 1 || bitsPerCode > 16) {
            throw new IllegalArgumentException(bitsPerCode + " bits per code of " + name + ", 1..16 expected");
        }
        if (codes.length != QuantisedTensor.count(shape)
                || steps.length != ranges
                || (ranges != 1 && ranges != shape.getFirst())) {
            throw new IllegalArgumentException("codes or ranges of " + name + " do not fit its shape " + shape);
        }
        for (int code : codes) {
            if (code < 0 || code >>> bitsPerCode != 0) {
                throw new IllegalArgumentException(
                        "code " + code + " of " + name + " has over " + bitsPerCode + " bits");
            }
        }
    }

    /** Whether another tensor of as many weights has codes of the same meaning. */
    boolean sameRanges(CodedTensor other) {
        return bitsPerCode == other.bitsPerCode
                && shape.equals(other.shape)
                && Arrays.equals(minimums, other.minimums)
                && Arrays.equals(steps, other.steps);
    }

    public boolean perRow() {
        return minimums.length > 1;
    }

    @Override
    public float[] dequantise() {
        float[] values = new float[codes.length];
        int perRange = codes.length / minimums.length;
        for (int i = 0; i < values.length; i++) {
            int range = i / perRange;
            float step = Math.max(Float.float16ToFloat(steps[range]), MIN_STEP);
            values[i] = Float.float16ToFloat(minimums[range]) + codes[i] * step;
        }
        return values;
    }

    @Override
    public long rawBytes() {
        return ((long) codes.length * bitsPerCode + 7) / 8 + 4L * minimums.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodedTensor that
                && name.equals(that.name)
                && shape.equals(that.shape)
                && bitsPerCode == that.bitsPerCode
                && Arrays.equals(minimums, that.minimums)
                && Arrays.equals(steps, that.steps)
                && Arrays.equals(codes, that.codes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                name, shape, bitsPerCode, Arrays.hashCode(minimums), Arrays.hashCode(steps), Arrays.hashCode(codes));
    }
}
