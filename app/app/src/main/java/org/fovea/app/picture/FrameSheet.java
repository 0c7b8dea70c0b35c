package org.fovea.app.picture;

import java.util.List;
import org.fovea.render.frame.PngWriter;

/**
 * Frames and class maps side by side, each with a caption, all enlarged or reduced to the same size without mixing
 * pixels.
 */
public final class FrameSheet {
    private static final int MARGIN = 12;
    private static final int TEXT = 2;
    private static final int LINE = PixelFont.HEIGHT * TEXT + 6;
    private static final int CHANNELS = 3;

    private FrameSheet() {}

    /**
     * A picture of the sheet.
     *
     * @param rgb height × width × 3 values 0..255, row by row
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of pixels that is never compared
    public record Tile(String caption, int width, int height, byte[] rgb) {
        public static Tile ofClasses(String caption, int width, int height, byte[] classIds) {
            byte[] rgb = new byte[CHANNELS * classIds.length];
            for (int i = 0; i < classIds.length; i++) {
                paint(rgb, CHANNELS * i, Palette.ofClass(classIds[i] & 0xff));
            }
            return new Tile(caption, width, height, rgb);
        }
    }

    /**
     * The bytes of a PNG file.
     *
     * @param tiles from left to right and top to bottom
     */
    public static byte[] draw(List<Tile> tiles, int columns, int tileWidth, int tileHeight) {
        int rows = Math.ceilDiv(tiles.size(), columns);
        int width = MARGIN + columns * (tileWidth + MARGIN);
        int height = MARGIN + rows * (LINE + tileHeight + MARGIN);
        byte[] page = new byte[CHANNELS * width * height];
        for (int at = 0; at < page.length; at += CHANNELS) {
            paint(page, at, Palette.PAGE);
        }
        for (int i = 0; i < tiles.size(); i++) {
            int left = MARGIN + i % columns * (tileWidth + MARGIN);
            int top = MARGIN + i / columns * (LINE + tileHeight + MARGIN);
            write(page, width, left, top, tiles.get(i).caption());
            place(page, width, left, top + LINE, tiles.get(i), tileWidth, tileHeight);
        }
        return PngWriter.rgb(page, height, width);
    }

    private static void place(byte[] page, int width, int left, int top, Tile tile, int tileWidth, int tileHeight) {
        for (int y = 0; y < tileHeight; y++) {
            int fromRow = (int) ((2L * y + 1) * tile.height() / (2L * tileHeight)) * tile.width();
            for (int x = 0; x < tileWidth; x++) {
                int from = fromRow + (int) ((2L * x + 1) * tile.width() / (2L * tileWidth));
                System.arraycopy(
                        tile.rgb(), CHANNELS * from, page, CHANNELS * ((top + y) * width + left + x), CHANNELS);
            }
        }
    }

    private static void write(byte[] page, int width, int left, int top, String text) {
        for (int i = 0; i < text.length(); i++) {
            boolean[][] glyph = PixelFont.glyph(text.charAt(i));
            for (int y = 0; y < glyph.length * TEXT; y++) {
                for (int x = 0; x < glyph[0].length * TEXT; x++) {
                    int column = left + i * PixelFont.ADVANCE * TEXT + x;
                    if (glyph[y / TEXT][x / TEXT] && column < width) {
                        paint(page, CHANNELS * ((top + y) * width + column), Palette.INK);
                    }
                }
            }
        }
    }

    private static void paint(byte[] to, int at, int colour) {
        to[at] = (byte) (colour >> 16);
        to[at + 1] = (byte) (colour >> 8);
        to[at + 2] = (byte) colour;
    }
}
