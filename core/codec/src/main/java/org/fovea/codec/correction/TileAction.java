package org.fovea.codec.correction;

/**
 * One edit of one tile of one pair.
 *
 * @param tile tile index, row by row over the tile grid
 * @param action index into the table of tile edits, 0..255
 */
public record TileAction(int tile, int pair, int action) {
    public TileAction {
        if (tile < 0 || pair < 0 || action < 0 || action > 255) {
            throw new IllegalArgumentException("tile " + tile + ", pair " + pair + ", action " + action);
        }
    }
}
