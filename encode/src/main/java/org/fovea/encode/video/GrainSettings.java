package org.fovea.encode.video;

import java.util.Optional;
import org.fovea.codec.video.PictureStep;

/**
 * Grain that is made after decoding, after the filter.
 *
 * @param strength standard deviation in grey levels where it is strongest, 0 = off, up to 64
 * @param seed of the noise, 0..2³²−1
 */
public record GrainSettings(double strength, long seed) {
    private static final int UNIT = 16;
    private static final int MAX_STRENGTH = 64;
    private static final long MAX_SEED = 0xffff_ffffL;

    /** No grain. */
    public static final GrainSettings OFF = new GrainSettings(0, 1);

    public GrainSettings {
        if (!(strength >= 0 && strength <= MAX_STRENGTH)) {
            throw new IllegalArgumentException("strength of grain is not in 0..64");
        }
        if (seed < 0 || seed > MAX_SEED) {
            throw new IllegalArgumentException("seed of grain is not in 0..4294967295");
        }
    }

    Optional<PictureStep> step() {
        int whole = (int) Math.round(UNIT * strength);
        return whole == 0 ? Optional.empty() : Optional.of(new PictureStep.Grain(whole, seed));
    }
}
