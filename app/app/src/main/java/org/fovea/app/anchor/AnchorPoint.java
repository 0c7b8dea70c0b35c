package org.fovea.app.anchor;

/**
 * A scored stream of an anchor codec.
 *
 * @param score with these bytes; lower is better
 */
public record AnchorPoint(AnchorSettings settings, long bytes, double score) {}
