package org.fovea.interop.qma9;

import java.io.ByteArrayOutputStream;

/** Writes events. */
final class EventEncoder extends EventCoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int current;
    private int bits;
    private long pending;

    @Override
    boolean choose(long split, boolean known) {
        return known;
    }

    @Override
    void normalise() {
        while (true) {
            if (high < HALF) {
                settle(0);
            } else if (low >= HALF) {
                settle(1);
                low -= HALF;
                high -= HALF;
            } else if (low >= QUARTER && high < HALF + QUARTER) {
                pending++;
                low -= QUARTER;
                high -= QUARTER;
            } else {
                return;
            }
            low <<= 1;
            high = (high << 1) + 1;
            shifts++;
        }
    }

    /** Ends the stream with the two bits that tell the last interval apart, and fills up the last byte. */
    byte[] finish() {
        pending++;
        settle(low < QUARTER ? 0 : 1);
        while (bits != 0) {
            put(0);
        }
        return out.toByteArray();
    }

    private void settle(int bit) {
        put(bit);
        for (; pending > 0; pending--) {
            put(1 - bit);
        }
    }

    private void put(int bit) {
        current = current << 1 | bit;
        if (++bits == 8) {
            out.write(current);
            current = 0;
            bits = 0;
        }
    }
}
