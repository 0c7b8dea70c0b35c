package org.fovea.render;

import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.render.frame.EditTable;
import org.fovea.render.frame.FirstFrameTable;
import org.fovea.render.frame.RouterTable;
import org.fovea.render.frame.TileTable;

/**
 * The corrections of one pair.
 *
 * @param tiles edits of tiles of frame 2, in order, in the terms of {@link TileActions#QZS3}
 * @param table of whole-frame edits: {@link RouterActions#QZS3}, {@link RouterActions#EDITS} or
 *     {@link RouterActions#FIRST_FRAME}
 * @param router edit of whole frames in the terms of that table, 0 = nothing
 */
public record FrameEdits(List<TileAction> tiles, int table, int router) {
    public static final FrameEdits NONE = new FrameEdits(List.of(), 0);

    /**
     * Corrections in the terms of the QZS3 family.
     *
     * @throws IllegalArgumentException where an action is not in its table
     */
    public FrameEdits(List<TileAction> tiles, int router) {
        this(tiles, RouterActions.QZS3, router);
    }

    /** @throws IllegalArgumentException where there is no such table, or an action is not in its table */
    public FrameEdits {
        tiles = List.copyOf(tiles);
        for (TileAction action : tiles) {
            if (action.action() >= TileTable.SIZE) {
                throw new IllegalArgumentException(
                        "tile action " + action.action() + " is not in 0.." + (TileTable.SIZE - 1));
            }
        }
        int size = size(table);
        if (router < 0 || router >= size) {
            throw new IllegalArgumentException("router action " + router + " is not in 0.." + (size - 1));
        }
    }

    /** Refuses actions of a table or a number that this version does not know. */
    static void check(RouterActions router) {
        try {
            for (byte action : router.actions()) {
                new FrameEdits(List.of(), router.table(), action);
            }
        } catch (IllegalArgumentException e) {
            throw new FormatException("router", 0, e);
        }
    }

    private static int size(int table) {
        return switch (table) {
            case RouterActions.QZS3 -> RouterTable.SIZE;
            case RouterActions.EDITS -> EditTable.SIZE;
            case RouterActions.FIRST_FRAME -> FirstFrameTable.SIZE;
            default -> throw new IllegalArgumentException("table " + table + " is unknown to this version");
        };
    }

    /**
     * Applies the edit of whole frames.
     *
     * @param frame 0 or 1, the first or second of the pair
     * @param rgb RGB bytes, row by row, edited in place
     * @param width pixels of a row
     */
    public void apply(int frame, byte[] rgb, int width) {
        if (table == RouterActions.EDITS) {
            EditTable.apply(router, frame, rgb, width);
        } else if (table == RouterActions.FIRST_FRAME) {
            FirstFrameTable.apply(router, frame, rgb, width);
        } else {
            RouterTable.apply(router, frame, rgb);
        }
    }
}
