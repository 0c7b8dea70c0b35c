package org.fovea.render.restore;

/**
 * Unsharp masking in integers: out = limit(rgb + ((amount·(rgb − blur) + 128) &gt;&gt; 8)), each colour for itself. The
 * blur is the average of a square of (2·radius + 1)² pixels, those beyond the edge being like those at the edge; halves
 * are rounded up. Not for several threads at a time.
 */
public final class Unsharp {
    private final int height;
    private final int width;
    private final int amount;
    private final BoxBlur blur;
    private final int[] average;

    /**
     * Sharpening of frames of one size.
     *
     * @param amount256 256ths of what the blur takes away, 1..1024
     * @param radius of the blur in pixels, 1..8
     * @throws IllegalArgumentException where a number is out of range
     */
    public Unsharp(int height, int width, int amount256, int radius) {
        Frames.bytes(height, width);
        if (amount256 < 1 || amount256 > 1024 || radius < 1 || radius > 8) {
            throw new IllegalArgumentException("unsharp with an amount of " + amount256 + " and a radius of " + radius
                    + ": amounts are 1..1024, radii 1..8");
        }
        this.height = height;
        this.width = width;
        amount = amount256;
        blur = new BoxBlur(height, width * Frames.COLOURS, radius, Frames.COLOURS);
        average = new int[width * Frames.COLOURS];
    }

    /**
     * Sharpens a frame.
     *
     * @param rgb [height][width][3], 0..255
     * @param out receives as many bytes; not {@code rgb}
     * @throws IllegalArgumentException where the arrays are the same or of another size
     */
    public void apply(byte[] rgb, byte[] out) {
        Frames.check(height, width, rgb, out);
        blur.begin(rgb);
        for (int y = 0; y < height; y++) {
            blur.row(y, average);
            sharpen(rgb, y * average.length, average, amount, out);
        }
    }

    private static void sharpen(byte[] rgb, int at, int[] average, int amount, byte[] out) {
        for (int i = 0; i < average.length; i++) {
            int sample = rgb[at + i] & 0xff;
            int sharp = sample + ((amount * (sample - average[i]) + 128) >> 8);
            out[at + i] = (byte) Math.min(Math.max(sharp, 0), 255);
        }
    }
}
