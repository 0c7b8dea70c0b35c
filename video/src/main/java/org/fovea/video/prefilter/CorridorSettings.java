package org.fovea.video.prefilter;

/**
 * Blurs what lies outside the road corridor, so that an encoder spends its bits inside: a region that widens from the
 * horizon to the lower edge of the picture. All places are shares of the picture's width or height.
 *
 * @param radius of the blur far outside, in pixels of the coded picture, 0 = off, up to 16
 * @param horizon height of the corridor's upper end, 0 = top, 1 = bottom
 * @param centre where its middle is, 0 = left, 1 = right
 * @param top its width at the horizon, 0..2
 * @param bottom its width at the lower edge, 0..2
 * @param feather over which distance the blur sets in
 */
public record CorridorSettings(int radius, double horizon, double centre, double top, double bottom, double feather) {
    /** No blur; places as of a camera behind a windscreen. */
    public static final CorridorSettings OFF = new CorridorSettings(0, 0.42, 0.5, 0.35, 1.4, 0.1);

    private static final int MAX_RADIUS = 16;

    public CorridorSettings {
        if (radius < 0 || radius > MAX_RADIUS) {
            throw new IllegalArgumentException("radius of corridor is not in 0..16");
        }
        check(horizon, 1, "horizon");
        check(centre, 1, "centre");
        check(top, 2, "top");
        check(bottom, 2, "bottom");
        check(feather, 1, "feather");
    }

    private static void check(double value, double most, String name) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(name + " of corridor is not in 0.." + (int) most);
        }
    }

    /** Whether nothing is changed. */
    public boolean isOff() {
        return radius == 0;
    }
}
