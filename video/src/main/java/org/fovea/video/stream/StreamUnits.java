package org.fovea.video.stream;

import org.fovea.video.av1.BareAv1Stream;

/**
 * A stored stream cut into what a decoder is given at a time, each of which holds one shown picture where the stream is
 * sound.
 */
interface StreamUnits {
    /** Number of units. */
    int count();

    /** Offset of unit {@code index} in the stored stream. */
    int start(int index);

    /** A copy of unit {@code index}, as a decoder wants it. */
    byte[] unit(int index);

    /** Of AV1. */
    static StreamUnits of(BareAv1Stream stream) {
        return new StreamUnits() {
            @Override
            public int count() {
                return stream.units();
            }

            @Override
            public int start(int index) {
                return stream.start(index);
            }

            @Override
            public byte[] unit(int index) {
                return stream.unit(index);
            }
        };
    }
}
