package org.fovea.video.stream;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;

/**
 * A stream of H.264, HEVC or VVC in the byte stream format (Annex B), without what decoders do not need: no delimiters,
 * no filler, no supplemental information but film grain, no parameter set that repeats the one before, and start codes
 * of three bytes everywhere.
 */
final class NalStream implements StreamUnits {
    private static final byte[] START_CODE = {0, 0, 1};

    private final byte[] data;
    private int[] starts = new int[16];
    private int units;
    private int slices;

    private NalStream(byte[] data) {
        this.data = data;
    }

    /** The smallest form of a stream that shows the same pictures. */
    static byte[] strip(byte[] raw, NalSyntax syntax) {
        ByteArrayOutputStream bare = new ByteArrayOutputStream(raw.length);
        Map<Integer, NalUnit> last = new HashMap<>();
        for (NalUnit unit : NalUnit.all(raw, syntax)) {
            int type = unit.type();
            boolean repeated = type >= syntax.video && type <= syntax.picture && unit.sameBytes(last.get(type));
            if (unit.isNeedless() || repeated) {
                continue;
            }
            bare.writeBytes(START_CODE);
            bare.write(raw, unit.from(), unit.end() - unit.from());
            // Other sets of a higher level end the validity of those below, which then count as new.
            last.keySet().removeIf(other -> type >= syntax.video && type < other);
            last.put(type, unit);
        }
        return bare.toByteArray();
    }

    /**
     * Finds the access units.
     *
     * @param data the whole stream; not copied, not to be changed
     * @throws FormatException where there are none, or the pictures are larger than announced
     */
    static NalStream parse(byte[] data, NalSyntax syntax, FrameSize announced) {
        NalStream stream = new NalStream(data);
        List<NalUnit> all = NalUnit.all(data, syntax);
        boolean complete = true;
        for (NalUnit unit : all) {
            if (unit.type() == syntax.sequence) {
                unit.verifySize(announced);
            }
            boolean begins = syntax.beginsPicture(unit);
            if (complete && (begins || syntax.comesBefore(unit.type())) || stream.units == 0) {
                stream.begin(unit.start());
                complete = false;
            }
            // In VVC a picture's slices may follow its header; the header then has begun the picture.
            complete |= unit.isSlice();
            stream.slices += unit.isSlice() ? 1 : 0;
        }
        if (stream.slices == 0) {
            throw new FormatException(StreamCodec.SECTION, 0, "a stream without pictures");
        }
        return stream;
    }

    private void begin(int start) {
        starts = units == starts.length ? Arrays.copyOf(starts, 2 * units) : starts;
        starts[units++] = start;
    }

    /** Number of slices of all pictures. */
    int slices() {
        return slices;
    }

    @Override
    public int count() {
        return units;
    }

    @Override
    public int start(int index) {
        return starts[index];
    }

    @Override
    public byte[] unit(int index) {
        return Arrays.copyOfRange(data, starts[index], index + 1 < units ? starts[index + 1] : data.length);
    }
}
