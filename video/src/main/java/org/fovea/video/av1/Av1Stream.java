package org.fovea.video.av1;

import java.util.Arrays;
import org.fovea.codec.FormatException;

/**
 * An AV1 elementary stream in the low-overhead format (specification §5.2): OBUs back to back, each with its size. It
 * is cut into temporal units, each of which shows one frame, and its dimensions are read, before any decoder allocates
 * memory for it.
 */
public final class Av1Stream {
    private final String section;
    private final byte[] data;
    private final SequenceHeader header;
    private final int[] starts;
    private final int units;

    private Av1Stream(String section, byte[] data, SequenceHeader header, int[] starts, int units) {
        this.section = section;
        this.data = data;
        this.header = header;
        this.starts = starts;
        this.units = units;
    }

    /** Whether {@code data} begins like such a stream: with a temporal delimiter. */
    public static boolean recognises(byte[] data) {
        return data.length >= 2 && data[0] == 0x12 && data[1] == 0;
    }

    /**
     * Finds the temporal units.
     *
     * @param section name for messages
     * @param data the whole stream; not copied, not to be changed
     * @throws FormatException where the stream is damaged or cut short, or where its dimensions change
     */
    public static Av1Stream parse(String section, byte[] data) {
        if (!recognises(data)) {
            throw new FormatException(section, 0, "not an AV1 stream: it does not begin with a temporal delimiter");
        }
        SequenceHeader header = null;
        int[] starts = new int[16];
        int units = 0;
        Obu obu = null;
        for (int position = 0; position < data.length; position = obu.end()) {
            obu = Obu.parse(section, data, position);
            if (obu.type() == Obu.TEMPORAL_DELIMITER) {
                starts = units == starts.length ? Arrays.copyOf(starts, 2 * units) : starts;
                starts[units++] = position;
            } else if (obu.type() == Obu.SEQUENCE_HEADER) {
                SequenceHeader found = SequenceHeader.parse(section, data, obu.payload(), obu.end());
                if (header != null && !header.equals(found)) {
                    throw new FormatException(section, position, "size or format change within the AV1 stream");
                }
                header = found;
            }
            if (header == null && units > 1) {
                throw new FormatException(section, position, "the AV1 stream begins without a sequence header");
            }
        }
        if (header == null) {
            throw new FormatException(section, data.length, "the AV1 stream has no sequence header");
        }
        return new Av1Stream(section, data, header, starts, units);
    }

    /** Name for messages. */
    public String section() {
        return section;
    }

    /** Dimensions and sample format. */
    public SequenceHeader header() {
        return header;
    }

    /** Number of temporal units, which is that of shown frames. */
    public int units() {
        return units;
    }

    /** Offset of temporal unit {@code index}. */
    public int start(int index) {
        return starts[index];
    }

    /** A copy of temporal unit {@code index}. */
    public byte[] unit(int index) {
        return Arrays.copyOfRange(data, starts[index], index + 1 < units ? starts[index + 1] : data.length);
    }
}
