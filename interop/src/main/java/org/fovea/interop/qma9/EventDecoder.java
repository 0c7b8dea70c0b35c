package org.fovea.interop.qma9;

import org.fovea.codec.FormatException;

/** Reads events. Bits behind the end are zero, but never more of them than the encoder's two last bits leave open. */
final class EventDecoder extends EventCoder {
    private final byte[] data;
    private final int from;
    private final int end;
    private final int base;
    private int position;
    private int bitsLeft;
    private int current;
    private long code;

    /** Reads {@code data[from..end)}; offsets in messages are counted from {@code base}. */
    EventDecoder(byte[] data, int from, int end, int base) {
        this.data = data;
        this.from = from;
        this.end = end;
        this.base = base;
        this.position = from;
        for (int i = 0; i < 32; i++) {
            code = code << 1 | bit();
        }
    }

    @Override
    boolean choose(long split, boolean known) {
        return code >= split;
    }

    @Override
    void normalise() {
        while (true) {
            long base;
            if (high < HALF) {
                base = 0;
            } else if (low >= HALF) {
                base = HALF;
            } else if (low >= QUARTER && high < HALF + QUARTER) {
                base = QUARTER;
            } else {
                return;
            }
            low = (low - base) << 1;
            high = ((high - base) << 1) + 1;
            code = ((code - base) << 1) + bit();
            shifts++;
        }
    }

    /** Where the decoder is, for messages: roughly, because it looks 32 bits ahead. */
    long offset() {
        return Math.min(end, from + shifts / 8) - base;
    }

    /** Throws where more bits were needed than the stream has. */
    void verifyNotPastEnd() {
        if (bytesNeeded() > end - from) {
            throw new FormatException(
                    Qma9.SECTION, end - base, "truncated: the mask stream ends before its last frame");
        }
    }

    /** Throws unless the stream ends where, and with the bits with which, the encoder ends it. */
    void verifyEnd() {
        verifyNotPastEnd();
        if (bytesNeeded() != end - from) {
            throw new FormatException(
                    Qma9.SECTION,
                    offset(),
                    "damaged: all frames are read, but the mask stream continues up to byte " + (end - base));
        }
        // The encoder ends with the lowest number of the quarter that it is sure to be in, followed by zeros.
        if (code != (low < QUARTER ? QUARTER : HALF)) {
            throw new FormatException(Qma9.SECTION, offset(), "damaged: no encoder ends the mask stream like this");
        }
    }

    private long bytesNeeded() {
        return (shifts + 2 + 7) / 8;
    }

    private int bit() {
        if (bitsLeft == 0) {
            current = position < end ? data[position] & 0xff : 0;
            position++;
            bitsLeft = 8;
        }
        bitsLeft--;
        return current >>> bitsLeft & 1;
    }
}
