package org.fovea.video.clip;

import java.util.Locale;

/**
 * Frames per second as a ratio.
 *
 * @param numerator 0 where the rate is not known
 * @param denominator at least 1
 */
public record FrameRate(int numerator, int denominator) {
    /** A file that does not tell. */
    public static final FrameRate UNKNOWN = new FrameRate(0, 1);

    /** @throws IllegalArgumentException where the ratio is negative or has no value */
    public FrameRate {
        if (numerator < 0 || denominator < 1) {
            throw new IllegalArgumentException(numerator + "/" + denominator + " frames per second");
        }
    }

    private static final FrameRate USUAL = new FrameRate(20, 1);

    /** This rate; 20 frames per second where it is unknown, for what must have one. */
    public FrameRate orUsual() {
        return isKnown() ? this : USUAL;
    }

    public boolean isKnown() {
        return numerator > 0;
    }

    /** Frames per second; 0 where that is not known. */
    public double perSecond() {
        return (double) numerator / denominator;
    }

    @Override
    public String toString() {
        if (!isKnown()) {
            return "unknown";
        }
        return denominator == 1 ? Integer.toString(numerator) : String.format(Locale.ROOT, "%.3f", perSecond());
    }
}
