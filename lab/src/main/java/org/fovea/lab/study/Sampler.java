package org.fovea.lab.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Proposes points of a search space. It remembers nothing: the same history leads to the same proposal. */
@FunctionalInterface
public interface Sampler {
    /**
     * The next point: none of the history, and none that is not allowed.
     *
     * @param history what was proposed so far, in order
     * @param allowed whether a point may be proposed: no dead end closes it, and it is no known candidate by another
     *     name
     * @return empty where the space is exhausted
     */
    Optional<Map<String, String>> next(List<Trial> history, Predicate<Map<String, String>> allowed);
}
