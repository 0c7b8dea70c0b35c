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
public record ObjectiveTerms(Optional<ScoreTerm> segmentation, Optional<ScoreTerm> pose, OptionalDouble rate) {
    /** Says nothing: all prices are the challenge's. */
    public static final ObjectiveTerms CHALLENGE =
            new ObjectiveTerms(Optional.empty(), Optional.empty(), OptionalDouble.empty());
}
