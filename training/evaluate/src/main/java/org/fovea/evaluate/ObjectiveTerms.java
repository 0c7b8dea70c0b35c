package org.fovea.evaluate;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an objective says about prices. Where it says nothing, the challenge's count.
 *
 * @param segmentation of wrong pixels
 * @param pose of the pose distortion
 * @param rate points for an archive as large as the original, more than 0
 */
public record ObjectiveTerms(Optional<TermWeight> segmentation, Optional<TermWeight> pose, OptionalDouble rate) {
    /** Says nothing: all prices are the challenge's. */
    public static final ObjectiveTerms CHALLENGE =
            new ObjectiveTerms(Optional.empty(), Optional.empty(), OptionalDouble.empty());

    /** @throws IllegalArgumentException where the rate is not more than 0 */
    public ObjectiveTerms {
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && Double.isFinite(rate.getAsDouble()))) {
            throw new IllegalArgumentException("a rate of " + rate.getAsDouble() + "; it must be more than 0");
        }
    }
}
