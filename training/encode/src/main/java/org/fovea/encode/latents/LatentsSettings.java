package org.fovea.encode.latents;

/**
 * Settings of {@link LatentsStage}.
 *
 * @param rounds most rounds; in each, every number of every pair is tried
 * @param largestStep changes that are tried are ±1 to ±this
 * @param oneWay tries each number only in the direction in which the expected loss falls at the beginning of the round,
 *     that of all networks but the pose network, for half of the renderings; no matter where the archive's renderer has
 *     no slopes or the objective looks at more than pairs
 */
public record LatentsSettings(int rounds, int largestStep, boolean oneWay) {
    /** @throws IllegalArgumentException where a number is out of range */
    public LatentsSettings {
        if (rounds < 1 || largestStep < 1 || largestStep > 1000) {
            throw new IllegalArgumentException("latents: rounds " + rounds + ", largestStep " + largestStep
                    + "; rounds are 1 or more, largestStep 1..1000");
        }
    }

    /** A few rounds of single and double steps. */
    public static LatentsSettings defaults() {
        return new LatentsSettings(4, 2, false);
    }
}
