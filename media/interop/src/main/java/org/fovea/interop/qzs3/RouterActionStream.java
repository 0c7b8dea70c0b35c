package org.fovea.interop.qzs3;

import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.io.ByteReader;

/** Whole-frame edits: three bits per pair, the lowest bit of a byte first. */
public final class RouterActionStream {
    private static final int BITS = 3;
    private static final String SECTION = "router";

    private RouterActionStream() {}

    /**
     * Reads one action per pair.
     *
     * @throws org.fovea.codec.FormatException where the length does not fit
     */
    public static RouterActions read(byte[] data, int pairs) {
        ByteReader in = new ByteReader(SECTION, data);
        int bytes = Math.ceilDiv(BITS * pairs, 8);
        in.verify(
                data.length == bytes,
                data.length + " bytes of router actions, " + bytes + " expected for " + pairs + " pairs");
        int[] codes = PackedBits.read(in, pairs, BITS);
        byte[] actions = new byte[pairs];
        for (int i = 0; i < pairs; i++) {
            actions[i] = (byte) codes[i];
        }
        return new RouterActions(RouterActions.QZS3, actions);
    }
}
