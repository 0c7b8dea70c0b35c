package org.fovea.site.figure;

/** Outlines around the origin that do not belong to a track. */
public final class Shapes {
    /** Points up: higher than the chart. */
    public static final String UP = "M0 -7L6 2H2V7H-2V2H-6Z";

    /** Points down: lower than the chart. */
    public static final String DOWN = "M0 7L6 -2H2V-7H-2V-2H-6Z";

    private Shapes() {}
}
