package org.fovea.interop.qzs3;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.correction.TileGrid;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.mask.MaskShape;

/** Tile edits: groups of one tile each, with a list of pairs (differences) and actions. A prefix "SG2" is optional. */
public final class TileActionStream {
    /** Number of edits in the table of the QZS3 submissions. */
    private static final int ACTIONS = 108;

    private static final String SECTION = "tiles";

    private TileActionStream() {}

    /**
     * Reads the edits.
     *
     * @param masks gives the tile grid and the number of pairs
     * @throws org.fovea.codec.FormatException where the stream is damaged or names a tile, pair or action that does not
     *     exist
     */
    public static TileActions read(byte[] data, MaskShape masks) {
        ByteReader in = new ByteReader(SECTION, data);
        if (data.length >= 3 && data[0] == 'S' && data[1] == 'G' && data[2] == '2') {
            in.skip(3);
        }
        int tiles = TileGrid.tiles(masks.height(), masks.width());
        List<TileAction> actions = new ArrayList<>();
        while (in.remaining() > 0) {
            int tile = in.uvarintInt(tiles - 1);
            // An edit takes at least two bytes.
            int count = in.uvarintInt(in.remaining() / 2);
            int pair = 0;
            for (int i = 0; i < count; i++) {
                pair += in.uvarintInt(masks.frames() - 1 - pair);
                int action = in.u8();
                in.verify(action < ACTIONS, "tile action " + action + " is not in 0.." + (ACTIONS - 1));
                actions.add(new TileAction(tile, pair, action));
            }
        }
        return new TileActions(TileActions.QZS3, actions);
    }
}
