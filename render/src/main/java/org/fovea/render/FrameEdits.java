package org.fovea.render;

import java.util.List;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.render.frame.RouterTable;
import org.fovea.render.frame.TileTable;

/**
 * The corrections of one pair.
 *
 * @param tiles edits of tiles of frame 2, in order, in the terms of {@link TileActions#QZS3}
 * @param router edit of whole frames in the terms of {@link RouterActions#QZS3}, 0 = nothing
 */
public record FrameEdits(List<TileAction> tiles, int router) {
    /** No edit. */
    public static final FrameEdits NONE = new FrameEdits(List.of(), 0);

    public FrameEdits {
        tiles = List.copyOf(tiles);
        for (TileAction action : tiles) {
            if (action.action() >= TileTable.SIZE) {
                throw new IllegalArgumentException(
                        "tile action " + action.action() + " is not in 0.." + (TileTable.SIZE - 1));
            }
        }
        if (router < 0 || router >= RouterTable.SIZE) {
            throw new IllegalArgumentException("router action " + router + " is not in 0.." + (RouterTable.SIZE - 1));
        }
    }
}
