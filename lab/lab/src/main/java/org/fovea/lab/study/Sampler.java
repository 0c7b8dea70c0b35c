package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.fovea.lab.round.Draws;

/** Proposes points of a search space. It remembers nothing: the same history leads to the same proposal. */
@FunctionalInterface
public interface Sampler {
    /** Random points that may be known or refused before the space counts as exhausted. */
    int MAX_DRAWS = 2_000;

    /**
     * The next point: none of the history, and none that is not allowed.
     *
     * @param history what was proposed so far, in order
     * @param allowed whether a point may be proposed: no dead end closes it, and it is no known candidate by another
     *     name
     * @return empty where the space is exhausted
     */
    Optional<Map<String, String>> next(List<Trial> history, Predicate<Map<String, String>> allowed);

    /** The points of a list in its order: a grid, or a star around the base. */
    static Sampler inOrder(List<Map<String, String>> points) {
        List<Map<String, String>> all = List.copyOf(points);
        return (history, allowed) -> {
            Set<Map<String, String>> known = known(history);
            return all.stream()
                    .filter(point -> !known.contains(point))
                    .filter(allowed)
                    .findFirst();
        };
    }

    static Sampler shuffled(List<Map<String, String>> points, long seed) {
        List<Map<String, String>> order = new ArrayList<>(points);
        Draws draws = new Draws(seed);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, draws.below(i + 1));
        }
        return inOrder(order);
    }

    /** Random points, each possible one with the same probability (on a logarithmic scale where a range says so). */
    static Sampler random(SearchSpace space, long seed) {
        return space.grid().map(points -> shuffled(points, seed)).orElse((history, allowed) -> {
            Set<Map<String, String>> known = known(history);
            Draws draws = new Draws(seed + 0x5DEECE66DL * history.size());
            for (int i = 0; i < MAX_DRAWS; i++) {
                Map<String, String> point = new TreeMap<>();
                space.dimensions().forEach((path, dimension) -> point.put(path, dimension.at(draws.uniform())));
                if (!known.contains(point) && allowed.test(point)) {
                    return Optional.of(point);
                }
            }
            return Optional.empty();
        });
    }

    static Set<Map<String, String>> known(List<Trial> history) {
        Set<Map<String, String>> known = new HashSet<>();
        history.forEach(trial -> known.add(trial.values()));
        return known;
    }
}
