package org.fovea.evaluate;

import org.fovea.codec.FrameSize;
import org.jspecify.annotations.Nullable;

/**
 * Two consecutive frames: a sample of the score. Holds the arrays that it is given; they must not change afterwards.
 *
 * @param size of both frames
 * @param first RGB, height × width × 3 values 0..255, row by row
 * @param second the following frame, likewise
 * @param before the frame before the first one, likewise; null where there is none or it is not needed. Only objectives
 *     of sequences use it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of pixels that is never compared
public record FramePair(FrameSize size, byte[] first, byte[] second, byte @Nullable [] before) {
    /** @throws IllegalArgumentException where an array has another length than the size says */
    public FramePair {
        if (first.length != size.rgbBytes() || second.length != size.rgbBytes()) {
            throw new IllegalArgumentException(
                    "frames of " + first.length + " and " + second.length + " bytes, " + size.rgbBytes() + " expected");
        }
        if (before != null && before.length != size.rgbBytes()) {
            throw new IllegalArgumentException(
                    "a frame of " + before.length + " bytes, " + size.rgbBytes() + " expected");
        }
    }

    /** A pair of which the frame before is not known. */
    public FramePair(FrameSize size, byte[] first, byte[] second) {
        this(size, first, second, null);
    }

    /** The same with the frame before it; null where there is none. */
    public FramePair after(byte @Nullable [] frame) {
        return new FramePair(size, first, second, frame);
    }
}
