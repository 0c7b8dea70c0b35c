package org.fovea.video.stream;

import org.fovea.codec.FormatException;

/**
 * One open bitstream unit (AV1 specification §5.3): header, optional extension, size, payload.
 *
 * @param type {@code obu_type}, 0..15
 * @param layered whether it has the extension that names a layer of a scalable stream
 * @param start offset of its header
 * @param payload offset of its payload
 * @param end offset behind it
 */
record Obu(int type, boolean layered, int start, int payload, int end) {
    static final int SEQUENCE_HEADER = 1;
    static final int FRAME_HEADER = 3;
    static final int TILE_GROUP = 4;
    static final int FRAME = 6;
    static final int TILE_LIST = 8;

    private static final int LONGEST_SIZE = 8;

    /**
     * Reads the unit that begins at {@code from}, which must be within the data.
     *
     * @throws FormatException where no unit with a size begins there, or it is longer than what is left
     */
    static Obu parse(String section, byte[] data, int from) {
        int header = data[from] & 0xff;
        boolean reserved = (header & 0x81) != 0;
        boolean sized = (header & 2) != 0;
        if (reserved || !sized) {
            throw new FormatException(section, from, "no AV1 unit with a size begins here");
        }
        boolean layered = (header & 4) != 0;
        int position = from + (layered ? 2 : 1);
        long size = 0;
        for (int read = 0; ; read++) {
            if (position >= data.length) {
                throw new FormatException(section, data.length, "truncated: an AV1 unit has no size");
            }
            if (read == LONGEST_SIZE) {
                throw new FormatException(section, from, "the size of an AV1 unit is longer than 8 bytes");
            }
            int next = data[position++] & 0xff;
            size |= (long) (next & 0x7f) << 7 * read;
            if (next < 0x80) {
                break;
            }
        }
        if (size > data.length - position) {
            throw new FormatException(
                    section,
                    from,
                    "truncated: an AV1 unit of " + size + " bytes, " + (data.length - position) + " are left");
        }
        return new Obu(header >>> 3 & 15, layered, from, position, position + (int) size);
    }

    int payloadBytes() {
        return end - payload;
    }
}
