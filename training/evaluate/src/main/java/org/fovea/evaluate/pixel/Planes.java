package org.fovea.evaluate.pixel;

/**
 * Planes of float values.
 *
 * @param count number of planes
 * @param height rows
 * @param width columns
 * @param values plane by plane, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of pixels that is never compared
public record Planes(int count, int height, int width, float[] values) {
    /** @throws IllegalArgumentException where the number of values does not fit */
    public Planes {
        if (count < 1 || height < 1 || width < 1 || values.length != Math.multiplyExact(count, height * width)) {
            throw new IllegalArgumentException(
                    values.length + " values for " + count + " planes of " + width + "×" + height);
        }
    }

    public float at(int plane, int row, int column) {
        return values[(plane * height + row) * width + column];
    }
}
