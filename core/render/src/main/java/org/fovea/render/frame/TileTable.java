package org.fovea.render.frame;

import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileGrid;

/**
 * Edits of tiles of frame 2 before it is resized: one of nine colour directions times one of six amplitudes, added or
 * subtracted.
 */
public final class TileTable {
    private static final double[][] DIRECTIONS = {
        {1, 1, 1},
        {1, 0, 0},
        {0, 1, 0},
        {0, 0, 1},
        {1, 1, 0},
        {0, 1, 1},
        {1, 0, 1},
        {-.35, .15, .45},
        {.25, .15, -.20}
    };
    private static final double[] AMPLITUDES = {2, 4, 6, 8, 12, 16};
    public static final int SIZE = DIRECTIONS.length * AMPLITUDES.length * 2;

    private TileTable() {}

    /** What an edit adds to red, green and blue. */
    public static float[] delta(int action) {
        double[] direction = DIRECTIONS[action / (2 * AMPLITUDES.length)];
        double amplitude = AMPLITUDES[action / 2 % AMPLITUDES.length] * (action % 2 == 0 ? 1 : -1);
        double largest = 0;
        for (double component : direction) {
            largest = Math.max(largest, Math.abs(component));
        }
        float[] delta = new float[direction.length];
        for (int i = 0; i < delta.length; i++) {
            delta[i] = (float) (amplitude * (direction[i] / largest));
        }
        return delta;
    }

    /**
     * Applies an edit and limits the tile to 0..255.
     *
     * @param rgb {@code [row][column][channel]}, edited in place
     */
    public static void apply(TileAction action, float[] rgb, int height, int width) {
        apply(action, rgb, height, width, TileGrid.SIDE);
    }

    /**
     * Applies an edit to a picture that is smaller or larger than the mask, and limits the tile to 0..255.
     *
     * @param rgb {@code [row][column][channel]}, edited in place
     * @param side rows and columns of a tile in this picture
     */
    public static void apply(TileAction action, float[] rgb, int height, int width, int side) {
        int columns = Math.ceilDiv(width, side);
        if (action.tile() >= columns * Math.ceilDiv(height, side)) {
            throw new IllegalArgumentException(
                    "tile " + action.tile() + " is outside a frame of " + width + "×" + height);
        }
        float[] delta = delta(action.action());
        int top = action.tile() / columns * side;
        int left = action.tile() % columns * side;
        for (int y = top; y < Math.min(top + side, height); y++) {
            for (int x = left; x < Math.min(left + side, width); x++) {
                for (int channel = 0; channel < delta.length; channel++) {
                    int at = (y * width + x) * delta.length + channel;
                    rgb[at] = Math.clamp(rgb[at] + delta[channel], 0f, 255f);
                }
            }
        }
    }
}
