package org.fovea.site.model;

/** Quantiles of sorted values. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * The value below which a share of all values lies, between two values in proportion.
     *
     * @param sorted rising, at least one
     * @param share 0..1
     */
    public static double of(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
