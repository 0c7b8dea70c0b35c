package org.fovea.render;

/**
 * Size of the frames that are drawn.
 *
 * @param height rows, 1..16384
 * @param width columns, 1..16384
 */
public record OutputSize(int height, int width) {
    private static final int MAX_SIDE = 16384;

    public OutputSize {
        if (height < 1 || width < 1 || height > MAX_SIDE || width > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "output of " + width + "×" + height + " pixels, 1.." + MAX_SIDE + " each expected");
        }
    }

    /** Bytes of an RGB frame. */
    public int frameBytes() {
        return Math.multiplyExact(Math.multiplyExact(height, width), 3);
    }
}
