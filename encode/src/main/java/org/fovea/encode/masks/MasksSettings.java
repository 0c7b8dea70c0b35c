package org.fovea.encode.masks;

import java.util.List;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.encode.Shortenable;

/**
 * What {@link MasksStage} does.
 *
 * @param minimumRegion regions of one class with fewer pixels take the class around them, before anything else; 0 or 1
 *     keeps all
 * @param assumedLoss wrong pixels that a flipped pixel is assumed to become, for flips that only the model of the
 *     coder's costs judges; 0 flips none. Meant for masks that a renderer is still to be trained on.
 * @param multipliers one round of flips judged by the networks for each: in the search a bit counts for this many times
 *     what it is worth in the score, so that larger numbers try more. What is kept is decided by measured points alone.
 *     Empty before there is a trained renderer.
 * @param emphasis whether rounds also try flips that push a boundary beyond where it is, where the networks see it too
 *     far on the other side
 * @param effort of the mask coder whose bytes are counted
 * @param pixels rounds of flips of single pixels, after those of {@code multipliers}
 */
public record MasksSettings(
        int minimumRegion,
        double assumedLoss,
        List<Double> multipliers,
        boolean emphasis,
        MaskEffort effort,
        PixelSettings pixels)
        implements Shortenable<MasksSettings> {
    /** Without rounds of single pixels. */
    public MasksSettings(
            int minimumRegion, double assumedLoss, List<Double> multipliers, boolean emphasis, MaskEffort effort) {
        this(minimumRegion, assumedLoss, multipliers, emphasis, effort, PixelSettings.none());
    }

    /** @throws IllegalArgumentException where a number is out of range */
    public MasksSettings {
        if (minimumRegion < 0) {
            throw new IllegalArgumentException("minimumRegion " + minimumRegion + " is negative");
        }
        if (!(assumedLoss >= 0)) {
            throw new IllegalArgumentException("assumedLoss " + assumedLoss + " is not 0 or more");
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
        return new MasksSettings(minimumRegion, assumedLoss, List.of(), emphasis, MaskEffort.FAST);
    }

    /** Rounds with a renderer, after training. */
    public static MasksSettings defaults() {
        return new MasksSettings(0, 0, List.of(1.0, 1.5, 2.0), true, MaskEffort.BEST);
    }
}
