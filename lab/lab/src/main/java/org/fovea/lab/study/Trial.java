package org.fovea.lab.study;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A point of a search space that was proposed.
 *
 * @param rung last rung that it finished, from 0; −1 while it has finished none
 * @param gain there, in points of the score; positive is better; empty while it has finished none
 */
public record Trial(Map<String, String> values, int rung, OptionalDouble gain) {
    public Trial {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public static Trial open(Map<String, String> values) {
        return new Trial(values, -1, OptionalDouble.empty());
    }
}
