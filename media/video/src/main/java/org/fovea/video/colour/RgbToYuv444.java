package org.fovea.video.colour;

import org.fovea.codec.FrameSize;

/**
 * RGB to 4:4:4 samples of full range, ITU-R BT.601: Y = 0.299·R + 0.587·G + 0.114·B, Cb = 128 + (B − Y)/1.772, Cr = 128
 * + (R − Y)/1.402, rounded to the nearest integer. Back again, a colour differs by at most one level, where the way
 * back is exact.
 */
public final class RgbToYuv444 {
    private static final int BITS = 16;
    private static final int HALF = 1 << BITS - 1;
    private static final int CENTRE = 128 << BITS;

    private final int pixels;
    private final byte[] planes;

    public RgbToYuv444(FrameSize size) {
        pixels = size.pixels();
        planes = new byte[3 * pixels];
    }

    /**
     * Converts a frame.
     *
     * @param rgb height × width × 3 bytes
     * @return the planes Y, Cb and Cr, one after the other; used again by the next call
     */
    public byte[] convert(byte[] rgb) {
        for (int i = 0, at = 0; i < pixels; i++, at += 3) {
            int red = rgb[at] & 255;
            int green = rgb[at + 1] & 255;
            int blue = rgb[at + 2] & 255;
            planes[i] = (byte) (19595 * red + 38470 * green + 7471 * blue + HALF >> BITS);
            planes[pixels + i] = chroma(-11058 * red - 21710 * green + 32768 * blue);
            planes[2 * pixels + i] = chroma(32768 * red - 27439 * green - 5329 * blue);
        }
        return planes;
    }

    private static byte chroma(int difference) {
        return (byte) Math.min(255, CENTRE + difference + HALF >> BITS);
    }
}
