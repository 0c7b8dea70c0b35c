package org.fovea.evaluate;

import org.fovea.codec.FrameSize;

/**
 * Two consecutive frames: a sample of the score. Holds the arrays that it is given; nobody may change them afterwards.
 *
 * @param size of both frames
 * @param first RGB, height × width × 3 values 0..255, row by row
 * @param second the following frame, likewise
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of pixels that is never compared
public record FramePair(FrameSize size, byte[] first, byte[] second) {
    /** @throws IllegalArgumentException where an array has another length than the size says */
    public FramePair {
        if (first.length != size.rgbBytes() || second.length != size.rgbBytes()) {
            throw new IllegalArgumentException(
                    "frames of " + first.length + " and " + second.length + " bytes, " + size.rgbBytes() + " expected");
        }
    }
}
