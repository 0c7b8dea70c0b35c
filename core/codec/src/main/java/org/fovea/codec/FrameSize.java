package org.fovea.codec;

/**
 * Size of a frame in pixels: width first, everywhere.
 *
 * @param width columns, 1..16384
 * @param height rows, 1..16384
 */
public record FrameSize(int width, int height) {
    /** Longest side that any part of Fovea accepts. */
    public static final int MAX_SIDE = 16384;

    /** @throws IllegalArgumentException where a side is not in 1..16384 */
    public FrameSize {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException("frame of " + width + "×" + height);
        }
    }

    public int pixels() {
        return width * height;
    }

    public int rgbBytes() {
        return Math.multiplyExact(3, pixels());
    }

    /** @throws IllegalArgumentException where an array is not as long as a frame of RGB */
    public void verifyRgb(byte[] rgb) {
        if (rgb.length != rgbBytes()) {
            throw new IllegalArgumentException(rgb.length + " bytes given, " + rgbBytes() + " expected");
        }
    }

    @Override
    public String toString() {
        return width + "×" + height;
    }
}
