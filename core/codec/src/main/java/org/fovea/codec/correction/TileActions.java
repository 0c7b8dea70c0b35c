package org.fovea.codec.correction;

import java.util.List;

/**
 * Edits of single tiles of frame 2, applied before upsampling, in the order of the list.
 *
 * @param table which table of edits the actions index; {@link #QZS3} is the one of the QZS3 family (tiles of 32×32)
 */
public record TileActions(int table, List<TileAction> actions) {
    /** The 108 colour shifts of the QZS3 submissions, on tiles of 32×32 pixels. */
    public static final int QZS3 = 1;

    public TileActions {
        actions = List.copyOf(actions);
    }

    public List<TileAction> ofPair(int pair) {
        return actions.stream().filter(action -> action.pair() == pair).toList();
    }
}
