package org.fovea.encode.video;

import java.util.Optional;
import org.fovea.codec.video.PictureStep;

/**
 * Sharpening after decoding.
 *
 * @param amount how much of what a blur takes away is added, 0 = off, up to 4
 * @param radius of the blur in pixels, 1..8
 */
public record UnsharpSettings(double amount, int radius) {
    private static final int UNIT = 256;
    private static final int MAX_AMOUNT = 4;
    private static final int MAX_RADIUS = 8;

    /** No sharpening. */
    public static final UnsharpSettings OFF = new UnsharpSettings(0, 2);

    public UnsharpSettings {
        if (!(amount >= 0 && amount <= MAX_AMOUNT)) {
            throw new IllegalArgumentException("amount of unsharp is not in 0..4");
        }
        if (radius < 1 || radius > MAX_RADIUS) {
            throw new IllegalArgumentException("radius of unsharp is not in 1..8");
        }
    }

    Optional<PictureStep> step() {
        int whole = (int) Math.round(UNIT * amount);
        return whole == 0 ? Optional.empty() : Optional.of(new PictureStep.Unsharp(whole, radius));
    }
}
