package org.fovea.encode.estimate;

import java.util.OptionalDouble;

/**
 * How far a run is.
 *
 * @param label of the stage at work
 * @param seconds since this process went to work
 * @param left seconds to the end, once a step's cost is known
 * @param stepsPerSecond of the training at work, if there is one
 */
public record Outlook(String label, double seconds, OptionalDouble left, OptionalDouble stepsPerSecond) {
    /** Share of this process's work that is done, by cost, 0..1; 0 while nothing is known. */
    public double share() {
        return left.isEmpty() || seconds <= 0 ? 0 : seconds / (seconds + left.getAsDouble());
    }
}
