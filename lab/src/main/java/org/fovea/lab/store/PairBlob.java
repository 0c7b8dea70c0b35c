package org.fovea.lab.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Subset;

/** What was lost on each pair, as bytes: a byte 1, then for each pair of the subset its two distortions as big-endian doubles. */
final class PairBlob {
    private static final byte VERSION = 1;

    private PairBlob() {}

    static byte[] write(List<PairDistortion> pairs) {
        ByteBuffer out =
                ByteBuffer.allocate(1 + pairs.size() * 2 * Double.BYTES).put(VERSION);
        for (PairDistortion pair : pairs) {
            out.putDouble(pair.segmentation()).putDouble(pair.pose());
        }
        return out.array();
    }

    static List<PairDistortion> read(byte[] bytes, Subset subset) {
        if (bytes.length != 1 + subset.size() * 2 * Double.BYTES || bytes[0] != VERSION) {
            throw new LedgerException("results of the pairs " + subset + " cannot be in " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(1);
        List<PairDistortion> pairs = new ArrayList<>(subset.size());
        for (int pair : subset.pairs()) {
            pairs.add(new PairDistortion(pair, in.getDouble(), in.getDouble()));
        }
        return pairs;
    }
}
