package org.fovea.site.plot;

/**
 * An axis of a chart.
 *
 * @param scale of it
 * @param label what it measures, with its unit
 */
public record Axis(Scale scale, String label) {}
