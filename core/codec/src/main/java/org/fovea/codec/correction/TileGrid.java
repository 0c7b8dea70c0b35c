package org.fovea.codec.correction;

/**
 * The grid of square tiles that tile corrections name, row by row from the top left; the last row and column may be
 * cut.
 */
public final class TileGrid {
    /** Rows and columns of a tile, in pixels of a mask frame. */
    public static final int SIDE = 32;

    private TileGrid() {}

    /** Tiles side by side in a frame of this width. */
    public static int columns(int width) {
        return (width + SIDE - 1) / SIDE;
    }

    public static int tiles(int height, int width) {
        return columns(width) * ((height + SIDE - 1) / SIDE);
    }
}
