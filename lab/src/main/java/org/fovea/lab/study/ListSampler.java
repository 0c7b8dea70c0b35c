package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.fovea.lab.round.Draws;

/** Proposes the points of a list, one after the other: a grid, or a star around the base. */
final class ListSampler implements Sampler {
    private final List<Map<String, String>> points;

    private ListSampler(List<Map<String, String>> points) {
        this.points = List.copyOf(points);
    }

    /** In the order of the list. */
    static ListSampler inOrder(List<Map<String, String>> points) {
        return new ListSampler(points);
    }

    /** In an order drawn by lot. */
    static ListSampler shuffled(List<Map<String, String>> points, long seed) {
        List<Map<String, String>> order = new ArrayList<>(points);
        Draws draws = new Draws(seed);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, draws.below(i + 1));
        }
        return new ListSampler(order);
    }

    @Override
    public Optional<Map<String, String>> next(List<Trial> history, Predicate<Map<String, String>> allowed) {
        Set<Map<String, String>> known = new HashSet<>();
        history.forEach(trial -> known.add(trial.values()));
        return points.stream()
                .filter(point -> !known.contains(point))
                .filter(allowed)
                .findFirst();
    }
}
