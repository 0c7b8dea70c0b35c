package org.fovea.encode.masks;

import java.util.List;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.encode.Shortenable;

/**
 * What {@link MasksStage} does.
 *
 * @param minimumRegion regions of one class with fewer pixels take the class around them, before anything else; 0 or 1
 *     keeps all
 * @param multipliers one round of flips judged by the networks for each: in the search a bit counts for this many times
 *     what it is worth in the score, so that larger numbers try more. What is kept is decided by measured points alone.
 *     Empty before there is a trained renderer.
 * @param emphasis whether rounds also try flips that push a boundary beyond where it is, where the networks see it too
 *     far on the other side
 * @param effort of the mask coder whose bytes are counted
 * @param pixels rounds of flips of single pixels, after those of {@code multipliers}
 */
public record MasksSettings(
        int minimumRegion, List<Double> multipliers, boolean emphasis, MaskEffort effort, Pixels pixels)
        implements Shortenable<MasksSettings> {
    /**
     * Rounds of flips of single pixels, see {@link PixelSearch}.
     *
     * @param rounds most rounds; 0 for none. One that keeps no flip is the last
     */
    public record Pixels(int rounds) {
        private static final int MAX_ROUNDS = 1000;

        /** @throws IllegalArgumentException where the number is out of range */
        public Pixels {
            if (rounds < 0 || rounds > MAX_ROUNDS) {
                throw new IllegalArgumentException("pixel rounds " + rounds + " are not in 0.." + MAX_ROUNDS);
            }
        }
    }

    /** Without rounds of single pixels. */
    public MasksSettings(int minimumRegion, List<Double> multipliers, boolean emphasis, MaskEffort effort) {
        this(minimumRegion, multipliers, emphasis, effort, new Pixels(0));
    }

    /** @throws IllegalArgumentException where a number is out of range */
    public MasksSettings {
        if (minimumRegion < 0) {
            throw new IllegalArgumentException("minimumRegion " + minimumRegion + " is negative");
        }
        multipliers = List.copyOf(multipliers);
        for (double multiplier : multipliers) {
            if (!(multiplier > 0)) {
                throw new IllegalArgumentException("multiplier " + multiplier + " is not above 0");
            }
        }
    }

    /** What is done without a renderer; a renderer that learnt for a moment says little about masks. */
    @Override
    public MasksSettings shortened(double share) {
        return new MasksSettings(minimumRegion, List.of(), emphasis, MaskEffort.FAST);
    }

    /** Rounds with a renderer, after training. */
    public static MasksSettings defaults() {
        return new MasksSettings(0, List.of(1.0, 1.5, 2.0), true, MaskEffort.BEST);
    }
}
