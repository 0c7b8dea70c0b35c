package org.fovea.interop.qzs3;

import java.util.Arrays;
import java.util.List;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;

/**
 * The pose stream "QP1": one number per pair, the first as it is, then zigzag LEB128 differences. It is the first of
 * six pose dimensions; the others are zero.
 */
public final class PoseStream {
    /** Pose dimensions of the QZS3 network. */
    private static final int DIMENSIONS = 6;

    private static final float STEP = 1f / 512;
    private static final float OFFSET = 20f;

    /**
     * Codes beyond this are damage: the format's first code has 16 bits, and no car is a thousand times faster than
     * another.
     */
    private static final int MAX_CODE = 1 << 20;

    private static final String SECTION = "poses";
    private static final byte[] MAGIC = {'Q', 'P', '1'};

    private PoseStream() {}

    /**
     * Reads the poses of {@code pairs} pairs.
     *
     * @throws org.fovea.codec.FormatException where the stream is damaged or of another length
     */
    public static PoseTrack read(byte[] data, int pairs) {
        ByteReader in = new ByteReader(SECTION, data);
        in.verify(
                data.length >= MAGIC.length && Arrays.equals(in.bytes(MAGIC.length), MAGIC),
                "the pose stream does not begin with QP1");
        // A code takes at least one byte, so the length is known to be possible before anything of this size is
        // allocated.
        in.verify(pairs >= 1 && pairs - 1L <= in.remaining() - 2L, "truncated: poses of " + pairs + " pairs expected");
        int[] codes = new int[pairs];
        codes[0] = in.u16();
        for (int i = 1; i < pairs; i++) {
            long zigzag = in.uvarint(4L * MAX_CODE);
            long code = codes[i - 1] + ((zigzag >>> 1) ^ -(zigzag & 1));
            in.verify(Math.abs(code) <= MAX_CODE, "pose code " + code + " of pair " + i + " is out of range");
            codes[i] = (int) code;
        }
        in.verifyEnd();
        return new PoseTrack(pairs, DIMENSIONS, List.of(new PoseColumn(0, STEP, OFFSET, codes)));
    }
}
