package org.fovea.app.picture;

import java.util.Arrays;
import org.fovea.render.frame.PngWriter;

/** A picture in the colours of {@link Palette}, to draw on. */
public final class Picture {
    private final int width;
    private final int height;
    private final byte[] pixels;

    /** An empty page. */
    public Picture(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new byte[Math.multiplyExact(width, height)];
        Arrays.fill(pixels, (byte) Palette.PAGE);
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** Index of the colour at a place. */
    public int at(int x, int y) {
        return pixels[y * width + x] & 0xff;
    }

    /** Fills a rectangle; what lies outside the page is cut off. */
    public void fill(int left, int top, int columns, int rows, int colour) {
        int from = Math.clamp(left, 0, width);
        int to = Math.clamp(left + columns, 0, width);
        for (int y = Math.max(0, top); y < Math.min(height, top + rows); y++) {
            Arrays.fill(pixels, y * width + from, y * width + to, (byte) colour);
        }
    }

    /** Writes {@code text} with its top left corner at a place, each pixel of a letter {@code scale} wide. */
    public void text(int left, int top, String text, int scale) {
        for (int i = 0; i < text.length(); i++) {
            boolean[][] glyph = PixelFont.glyph(text.charAt(i));
            int x0 = left + i * PixelFont.ADVANCE * scale;
            for (int y = 0; y < glyph.length; y++) {
                for (int x = 0; x < glyph[y].length; x++) {
                    if (glyph[y][x]) {
                        fill(x0 + x * scale, top + y * scale, scale, scale, Palette.INK);
                    }
                }
            }
        }
    }

    /** The bytes of a PNG file. */
    public byte[] toPng() {
        int most = Palette.INK;
        for (byte pixel : pixels) {
            most = Math.max(most, pixel & 0xff);
        }
        return PngWriter.indexed(pixels, height, width, Arrays.copyOf(Palette.rgb(), 3 * (most + 1)));
    }
}
