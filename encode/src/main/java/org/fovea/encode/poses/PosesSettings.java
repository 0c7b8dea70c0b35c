package org.fovea.encode.poses;

import org.fovea.encode.Shortenable;

/**
 * Settings of {@link PosesStage}.
 *
 * @param trials how often a pair may be drawn to find its pose, beside finite differences; 0 keeps the poses and only says them better
 * @param rounds how often the codes are searched for anew around what the last ones really gave
 * @param stepRounds rounds over all dimensions in which other steps are tried
 * @param candidates codes of a pair that are drawn in the end, of which the best stay; 1 for none beside those that the models choose
 */
public record PosesSettings(int trials, int rounds, int stepRounds, int candidates)
        implements Shortenable<PosesSettings> {

    /** @throws IllegalArgumentException where a number is out of range */
    public PosesSettings {
        if (trials < 0 || rounds < 1 || stepRounds < 0 || candidates < 1 || candidates > 1000) {
            throw new IllegalArgumentException("poses: trials " + trials + ", rounds " + rounds + ", stepRounds "
                    + stepRounds + ", candidates " + candidates
                    + "; trials and stepRounds must be 0 or more, rounds 1 or more"
                    + ", candidates 1..1000");
        }
    }

    /** One round, which finds poses but says them in more bytes. */
    @Override
    public PosesSettings shortened(double share) {
        return new PosesSettings(trials, 1, Math.min(stepRounds, 1), 1);
    }

    /** What suits clips of some minutes. */
    public static PosesSettings defaults() {
        return new PosesSettings(24, 8, 4, 8);
    }
}
