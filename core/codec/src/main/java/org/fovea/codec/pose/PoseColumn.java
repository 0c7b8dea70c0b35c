package org.fovea.codec.pose;

import java.util.Arrays;
import java.util.Objects;

/**
 * One dimension of a quantised pose stream: pose = code·step + offset, computed in double and rounded to float32.
 *
 * @param dimension which of the pose's dimensions, from 0
 * @param step distance of two codes
 * @param offset pose of code 0
 * @param codes one per pair
 */
public record PoseColumn(int dimension, float step, float offset, int[] codes) {
    public PoseColumn {
        if (dimension < 0 || !Float.isFinite(step) || !Float.isFinite(offset)) {
            throw new IllegalArgumentException("dimension, step or offset of a pose column is out of range");
        }
    }

    public float value(int pair) {
        return (float) ((double) codes[pair] * step + offset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PoseColumn that
                && dimension == that.dimension
                && Float.floatToIntBits(step) == Float.floatToIntBits(that.step)
                && Float.floatToIntBits(offset) == Float.floatToIntBits(that.offset)
                && Arrays.equals(codes, that.codes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dimension, step, offset, Arrays.hashCode(codes));
    }
}
