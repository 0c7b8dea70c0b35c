package org.fovea.evaluate.selftest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one check found.
 *
 * @param name network and subject, as in "pose: gradient exists"
 * @param outcome whether it holds
 * @param measured the figures for display
 * @param explanation what is wrong, a sentence without a full stop that begins with the network; empty where it holds
 * @param figures the same figures for programs, by name
 */
public record Check(String name, Outcome outcome, String measured, String explanation, Map<String, Double> figures) {
    public enum Outcome {
        HOLDS,
        /** Possible, but seldom meant. */
        DOUBTFUL,
        /** The evaluator must not be used like this. */
        FAILS
    }

    /** Keeps the order of the figures. */
    public Check {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    static Map<String, Double> figures(String first, double one, String second, double other) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(first, one);
        figures.put(second, other);
        return figures;
    }

    static Check holds(String name, String measured, Map<String, Double> figures) {
        return new Check(name, Outcome.HOLDS, measured, "", figures);
    }

    static Check holds(String name, String measured) {
        return holds(name, measured, Map.of());
    }

    static Check of(
            boolean holds,
            Outcome otherwise,
            String name,
            String measured,
            String explanation,
            Map<String, Double> figures) {
        return new Check(name, holds ? Outcome.HOLDS : otherwise, measured, holds ? "" : explanation, figures);
    }

    static Check fails(String name, String measured, String explanation, Map<String, Double> figures) {
        return new Check(name, Outcome.FAILS, measured, explanation, figures);
    }

    static Check fails(String name, String measured, String explanation) {
        return fails(name, measured, explanation, Map.of());
    }
}
