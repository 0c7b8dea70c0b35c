package org.fovea.lab.study;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.fovea.lab.round.Draws;

/**
 * Proposes points drawn by lot, each possible one with the same probability (on a logarithmic scale where a range says
 * so).
 */
final class RandomSampler implements Sampler {
    /** Draws in vain before the space counts as exhausted. */
    private static final int MAX_DRAWS = 2_000;

    private final SearchSpace space;
    private final long seed;
    private final Optional<ListSampler> countable;

    RandomSampler(SearchSpace space, long seed) {
        this.space = space;
        this.seed = seed;
        this.countable = space.grid().map(points -> ListSampler.shuffled(points, seed));
    }

    @Override
    public Optional<Map<String, String>> next(List<Trial> history, Predicate<Map<String, String>> allowed) {
        if (countable.isPresent()) {
            return countable.get().next(history, allowed);
        }
        Set<Map<String, String>> known = new HashSet<>();
        history.forEach(trial -> known.add(trial.values()));
        Draws draws = new Draws(seed + 0x5DEECE66DL * history.size());
        for (int i = 0; i < MAX_DRAWS; i++) {
            Map<String, String> point = new TreeMap<>();
            space.dimensions().forEach((path, dimension) -> point.put(path, dimension.at(draws.uniform())));
            if (!known.contains(point) && allowed.test(point)) {
                return Optional.of(point);
            }
        }
        return Optional.empty();
    }
}
