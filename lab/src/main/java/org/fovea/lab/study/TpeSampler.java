package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.fovea.lab.round.Draws;

/**
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl, "Algorithms for Hyper-Parameter Optimization", 2011, section 4). What was measured is split into a
 * good tenth and the rest; of each part, the density of every setting is estimated by itself; points are drawn from the good density, and the one is proposed at which it
 * exceeds the other density most. The first ten points are drawn by lot. Points that are still being measured count as not good, so that several proposals at once differ.
 */
final class TpeSampler implements Sampler {
    private static final int FIRST_BY_LOT = 10;
    private static final int DRAWS = 24;
    private static final double GOOD = 0.1;
    private static final int MAX_GOOD = 25;

    private final SearchSpace space;
    private final long seed;
    private final RandomSampler random;

    TpeSampler(SearchSpace space, long seed) {
        this.space = space;
        this.seed = seed;
        this.random = new RandomSampler(space, seed);
    }

    @Override
    public Optional<Map<String, String>> next(List<Trial> history, Predicate<Map<String, String>> allowed) {
        // Who came farther is better, because rungs are not left by losers; on the same rung, who gained more.
        List<Trial> finished = history.stream()
                .filter(trial -> trial.gain().isPresent())
                .sorted(Comparator.comparingInt(Trial::rung)
                        .reversed()
                        .thenComparing(Comparator.comparingDouble(
                                        (Trial trial) -> trial.gain().orElseThrow())
                                .reversed())
                        .thenComparing(trial -> trial.values().toString()))
                .toList();
        if (finished.size() < FIRST_BY_LOT) {
            return random.next(history, allowed);
        }
        int count = Math.clamp((int) Math.ceil(GOOD * finished.size()), 2, MAX_GOOD);
        List<Trial> good = finished.subList(0, count);
        List<Trial> rest = new ArrayList<>(finished.subList(count, finished.size()));
        history.stream().filter(trial -> trial.gain().isEmpty()).forEach(rest::add);
        return best(good, rest, history, allowed).or(() -> random.next(history, allowed));
    }

    private Optional<Map<String, String>> best(
            List<Trial> good, List<Trial> rest, List<Trial> history, Predicate<Map<String, String>> allowed) {
        Draws draws = new Draws(seed ^ 0x9E3779B97F4A7C15L * (history.size() + 1));
        Map<String, Density> goodDensities = new TreeMap<>();
        Map<String, Density> restDensities = new TreeMap<>();
        space.dimensions().forEach((path, dimension) -> {
            goodDensities.put(path, Density.of(dimension, path, good));
            restDensities.put(path, Density.of(dimension, path, rest));
        });
        Map<Map<String, String>, Double> ratios = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            Map<String, String> point = new TreeMap<>();
            double ratio = 0;
            for (Map.Entry<String, Density> entry : goodDensities.entrySet()) {
                String value = entry.getValue().draw(draws);
                point.put(entry.getKey(), value);
                ratio += Math.log(entry.getValue().at(value))
                        - Math.log(restDensities.get(entry.getKey()).at(value));
            }
            ratios.put(point, ratio);
        }
        Set<Map<String, String>> known = new HashSet<>();
        history.forEach(trial -> known.add(trial.values()));
        return ratios.entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .sorted(Map.Entry.<Map<String, String>, Double>comparingByValue()
                        .reversed()
                        .thenComparing(entry -> entry.getKey().toString()))
                .map(Map.Entry::getKey)
                .filter(allowed)
                .findFirst();
    }
}
