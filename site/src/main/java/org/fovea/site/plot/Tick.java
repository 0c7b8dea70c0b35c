package org.fovea.site.plot;

/**
 * A place on an axis that is named.
 *
 * @param value where
 * @param label what stands beside it
 */
public record Tick(double value, String label) {}
