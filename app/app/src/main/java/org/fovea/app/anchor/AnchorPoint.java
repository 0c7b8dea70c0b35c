package org.fovea.app.anchor;

/**
 * A scored stream of an anchor codec.
 *
 * @param bytes of the stream
 * @param score with these bytes; lower is better
 */
public record AnchorPoint(AnchorSettings settings, long bytes, double score) {}
