package org.fovea.video.stream;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.fovea.codec.FormatException;
import org.jspecify.annotations.Nullable;

/**
 * An AV1 elementary stream without anything that pictures do not need: no temporal delimiters, no padding, no metadata,
 * no sequence header that repeats the one before. Units keep their sizes. Where a temporal unit ends follows from the
 * frame headers: it holds exactly one shown frame, which is its last. Streams with layers are refused, so that this
 * holds.
 */
public final class BareAv1Stream implements StreamUnits {
    private static final byte[] DELIMITER = {0x12, 0};
    /** First bits of a frame header: no show_existing_frame, frame_type 0, show_frame. */
    private static final int SHOWN_KEY_FRAME = 0x10;

    private final String section;
    private final byte[] data;
    private @Nullable SequenceHeader header;
    private int[] starts = new int[16];
    private int units;
    private int codedFrames;
    private boolean ended = true;

    private BareAv1Stream(String section, byte[] data) {
        this.section = section;
        this.data = data;
    }

    /**
     * Leaves out what pictures do not need.
     *
     * @param section name for messages
     * @param raw a stream in the low-overhead format (§5.2), with or without temporal delimiters
     * @throws FormatException where it is damaged, has layers, or holds a list of tiles (§5.12), which is no video
     */
    public static byte[] strip(String section, byte[] raw) {
        ByteArrayOutputStream bare = new ByteArrayOutputStream(raw.length);
        byte[] sequence = null;
        Obu obu = null;
        for (int position = 0; position < raw.length; position = obu.end()) {
            obu = Obu.parse(section, raw, position);
            boolean kept = switch (obu.type()) {
                case Obu.FRAME, Obu.FRAME_HEADER, Obu.TILE_GROUP -> true;
                case Obu.SEQUENCE_HEADER -> {
                    byte[] payload = Arrays.copyOfRange(raw, obu.payload(), obu.end());
                    boolean repeated = Arrays.equals(sequence, payload);
                    sequence = payload;
                    yield !repeated;
                }
                case Obu.TILE_LIST -> throw new FormatException(section, position, "a list of AV1 tiles");
                // Reserved types are to be ignored by decoders (§6.2.2), like the others.
                default -> false;
            };
            if (kept) {
                bare.write(raw, obu.start(), obu.end() - obu.start());
            }
        }
        byte[] stored = bare.toByteArray();
        parse(section, stored);
        return stored;
    }

    /**
     * Finds the temporal units.
     *
     * @param section name for messages
     * @param data the whole stream, as {@link #strip} gives it; not copied, not to be changed
     * @throws FormatException where it is damaged or cut short, has something that a bare stream has not, or where its
     *     dimensions change
     */
    public static BareAv1Stream parse(String section, byte[] data) {
        BareAv1Stream stream = new BareAv1Stream(section, data);
        Obu obu = null;
        for (int position = 0; position < data.length; position = obu.end()) {
            obu = Obu.parse(section, data, position);
            stream.add(obu);
        }
        if (stream.units == 0) {
            throw new FormatException(section, data.length, "the AV1 stream has no frame");
        }
        if (!stream.ended) {
            throw new FormatException(section, data.length, "truncated: the AV1 stream ends before a shown frame");
        }
        return stream;
    }

    private void add(Obu obu) {
        if (obu.layered()) {
            throw failure(obu, "the AV1 stream has layers");
        }
        switch (obu.type()) {
            case Obu.SEQUENCE_HEADER -> {
                beginUnit(obu);
                sequence(SequenceHeader.parse(section, data, obu.payload(), obu.end()), obu);
            }
            case Obu.FRAME, Obu.FRAME_HEADER -> {
                beginUnit(obu);
                frame(obu);
            }
            case Obu.TILE_GROUP -> {
                if (units == 0 || codedFrames == 0) {
                    throw failure(obu, "AV1 tiles without a frame");
                }
            }
            default -> throw failure(obu, "an AV1 unit of type " + obu.type() + " in a stored stream");
        }
    }

    private void beginUnit(Obu obu) {
        if (ended) {
            starts = units == starts.length ? Arrays.copyOf(starts, 2 * units) : starts;
            starts[units++] = obu.start();
            ended = false;
        }
    }

    private void sequence(SequenceHeader found, Obu obu) {
        if (found.layered()) {
            throw failure(obu, "the AV1 stream has layers");
        }
        if (header != null && !header.equals(found)) {
            throw failure(obu, "size or format change within the AV1 stream");
        }
        header = found;
    }

    /** Reads the first bits of a frame header (§5.9.2): show_existing_frame, frame_type, show_frame. */
    private void frame(Obu obu) {
        if (header == null) {
            throw failure(obu, "the AV1 stream begins without a sequence header");
        }
        if (obu.payloadBytes() == 0) {
            throw failure(obu, "an empty AV1 frame");
        }
        int bits = data[obu.payload()] & 0xff;
        boolean again = !header.stillOnly() && (bits & 0x80) != 0;
        boolean shown = header.stillOnly() || (bits & 0x10) != 0;
        ended = again || shown;
        codedFrames += again ? 0 : 1;
    }

    private FormatException failure(Obu obu, String reason) {
        return new FormatException(section, obu.start(), reason);
    }

    /** Its name for messages. */
    String section() {
        return section;
    }

    /** Dimensions and sample format. */
    public SequenceHeader header() {
        return Objects.requireNonNull(header, "a parsed stream has one");
    }

    @Override
    public int count() {
        return units;
    }

    /** Number of frames that must be decoded, hidden ones too. */
    public int codedFrames() {
        return codedFrames;
    }

    @Override
    public int start(int index) {
        return starts[index];
    }

    /**
     * Whether a decoder may begin with temporal unit {@code index}: its first frame is a key frame, which is shown
     * (§5.9.2).
     */
    public boolean startsAnew(int index) {
        Obu obu = firstFrame(starts[index]);
        int bits = data[obu.payload()] & 0xff;
        return header().stillOnly() || (bits & 0xf0) == SHOWN_KEY_FRAME;
    }

    /** A unit like {@link #unit}, with the sequence header that a decoder needs to begin with it. */
    public byte[] firstUnit(int index) {
        byte[] unit = unit(index);
        if (firstFrame(starts[index]).start() != starts[index]) {
            return unit;
        }
        int sequence = firstFrame(0).start();
        byte[] whole = Arrays.copyOf(DELIMITER, sequence + unit.length);
        System.arraycopy(data, 0, whole, DELIMITER.length, sequence);
        System.arraycopy(unit, DELIMITER.length, whole, DELIMITER.length + sequence, unit.length - DELIMITER.length);
        return whole;
    }

    private Obu firstFrame(int position) {
        Obu obu = Obu.parse(section, data, position);
        while (obu.type() == Obu.SEQUENCE_HEADER) {
            obu = Obu.parse(section, data, obu.end());
        }
        return obu;
    }

    /** A copy of temporal unit {@code index} with the delimiter before it that decoders want. */
    @Override
    public byte[] unit(int index) {
        int end = index + 1 < units ? starts[index + 1] : data.length;
        byte[] unit = Arrays.copyOf(DELIMITER, DELIMITER.length + end - starts[index]);
        System.arraycopy(data, starts[index], unit, DELIMITER.length, end - starts[index]);
        return unit;
    }
}
