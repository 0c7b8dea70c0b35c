package org.fovea.evaluate.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * What was lost on one pair.
 *
 * @param pair number in the clip, from 0
 * @param wrongPixels pixels whose class differs
 * @param segmentation share of such pixels, 0..1
 * @param pose mean of the squared errors that count
 * @param squaredErrors squared error of each output of the pose network, also of those that do not count
 * @param further what each further network of the objective lost
 */
@SuppressWarnings("ArrayRecordComponent") // a row of a table that is never compared as a whole
public record PairResult(
        int pair,
        int wrongPixels,
        double segmentation,
        double pose,
        double[] squaredErrors,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) double[] further) {
    private static final double[] NONE = {};

    /** None where documents have none. */
    public PairResult {
        Objects.requireNonNull(squaredErrors, "no squaredErrors");
        further = further == null ? NONE : further;
    }
}
