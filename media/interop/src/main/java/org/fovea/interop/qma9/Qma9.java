package org.fovea.interop.qma9;

import java.util.Arrays;
import java.util.Objects;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;

/**
 * A QMA9 stream: class masks of five classes. Rows and columns are exchanged in it: it scans a picture column by
 * column. It has no checksum, but damage makes the decoder meet events that no encoder writes, or end at another byte
 * than the stream, and both are reported.
 */
public final class Qma9 implements MaskFrames {
    static final String SECTION = "masks";

    private static final byte[] MAGIC = {'Q', 'M', 'A', '9'};
    private static final int HEADER_BYTES = 20;

    /** Pixels that a stream of any length may have. */
    private static final long FREE_PIXELS = 1L << 24;

    /** Further pixels for each coded byte; published streams hold 742. */
    private static final long PIXELS_PER_BYTE = 1L << 14;

    private final MaskShape shape;
    private final byte[] data;
    private final int bitsFrom;
    private final int end;

    private Qma9(MaskShape shape, byte[] data, int bitsFrom, int end) {
        this.shape = shape;
        this.data = data;
        this.bitsFrom = bitsFrom;
        this.end = end;
    }

    /** Whether {@code data[from]} begins such a stream. */
    public static boolean recognises(byte[] data, int from) {
        return from >= 0
                && data.length - from >= MAGIC.length
                && Arrays.equals(data, from, from + MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Reads the header of the stream at {@code data[from]}; frames are decoded when they are asked for. Offsets in
     * messages are counted from there.
     *
     * @throws FormatException where the header is damaged or the stream is cut short
     */
    public static Qma9 parse(byte[] data, int from) {
        Objects.checkFromToIndex(from, data.length, data.length);
        if (!recognises(data, from)) {
            throw new FormatException(SECTION, from, "not a QMA9 stream", "name a stream that begins with QMA9");
        }
        ByteReader in = new ByteReader(SECTION, data, from, data.length - from);
        in.skip(MAGIC.length);
        long frames = in.u32();
        long rows = in.u32();
        long columns = in.u32();
        long bytes = in.u32();
        check(frames, ArchiveHeader.MAX_PAIRS, "frames");
        check(rows, MaskShape.MAX_SIDE, "picture columns");
        check(columns, MaskShape.MAX_SIDE, "picture rows");
        if (bytes < 1 || bytes > in.remaining()) {
            throw in.error("truncated: the QMA9 stream announces " + bytes + " bytes, " + in.remaining() + " are left");
        }
        MaskShape shape = new MaskShape((int) frames, (int) columns, (int) rows, FrameModel.CLASSES);
        // Keeps a hostile stream of a few bytes from claiming hours of work.
        if (shape.total() > FREE_PIXELS + bytes * PIXELS_PER_BYTE) {
            throw in.error("QMA9 stream of " + bytes + " bytes is too short for masks of " + shape);
        }
        int start = from + HEADER_BYTES;
        return new Qma9(shape, data, start, start + (int) bytes);
    }

    private static void check(long value, int most, String what) {
        if (value < 1 || value > most) {
            throw new FormatException(
                    SECTION, 0, "QMA9 stream of " + value + " " + what + ", 1.." + most + " expected");
        }
    }

    /** Length of the stream in bytes, header included. */
    public int bytes() {
        return end - bitsFrom + HEADER_BYTES;
    }

    @Override
    public MaskShape shape() {
        return shape;
    }

    @Override
    public MaskReader open() {
        EventDecoder coder = new EventDecoder(data, bitsFrom, end, bitsFrom - HEADER_BYTES);
        FrameModel model = new FrameModel(coder, shape.width(), shape.height());
        return new MaskReader() {
            private int next;

            @Override
            public boolean next(byte[] frame) {
                if (next == shape.frames()) {
                    return false;
                }
                model.decode(frame);
                next++;
                if (next == shape.frames()) {
                    coder.verifyEnd();
                }
                return true;
            }
        };
    }
}
