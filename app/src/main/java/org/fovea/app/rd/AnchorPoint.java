package org.fovea.app.rd;

import org.fovea.app.rd.anchor.AnchorSettings;
import org.fovea.codec.FrameSize;

/**
 * A point of an anchor codec.
 *
 * @param settings it was coded with
 * @param encoder program and version
 * @param coded size of the pictures in the stream
 * @param bytes of the stream, without a container
 * @param measured what it loses and costs
 * @param seconds that encoding and scoring took
 */
public record AnchorPoint(
        AnchorSettings settings, String encoder, FrameSize coded, long bytes, PointScore measured, double seconds)
        implements RdPoint {
    @Override
    public String series() {
        return settings.codec().title();
    }

    @Override
    public String label() {
        return settings.label();
    }
}
