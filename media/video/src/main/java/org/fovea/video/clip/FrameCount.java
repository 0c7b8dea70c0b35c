package org.fovea.video.clip;

/**
 * Number of frames that a clip shows.
 *
 * @param frames all that the decoder shows
 * @param method how it was found
 */
public record FrameCount(long frames, Method method) {
    public enum Method {
        /** Packets were counted: each shows exactly one frame, or reading the frames ends in an error. */
        PACKETS,
        /** All was decoded, because some packets may show nothing. */
        DECODED
    }
}
