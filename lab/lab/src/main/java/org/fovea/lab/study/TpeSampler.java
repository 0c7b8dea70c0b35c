package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.fovea.lab.round.Draws;

/**
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl, "Algorithms for Hyper-Parameter Optimization",
 * 2011, section 4). What was measured is split into a good tenth and the rest; of each part, the density of every
 * setting is estimated by itself; points are drawn from the good density, and the one is proposed at which it exceeds
 * the other density most. The first ten points are random. Points that are still being measured count as not good, so
 * that several proposals at once differ.
 */
final class TpeSampler implements Sampler {
    private static final int FIRST_BY_LOT = 10;
    private static final int DRAWS = 24;
    private static final double GOOD = 0.1;
    private static final int MAX_GOOD = 25;

    private final SearchSpace space;
    private final long seed;
    private final Sampler random;

    TpeSampler(SearchSpace space, long seed) {
        this.space = space;
        this.seed = seed;
        this.random = Sampler.random(space, seed);
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
        Set<Map<String, String>> known = Sampler.known(history);
        return ratios.entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .sorted(Map.Entry.<Map<String, String>, Double>comparingByValue()
                        .reversed()
                        .thenComparing(entry -> entry.getKey().toString()))
                .map(Map.Entry::getKey)
                .filter(allowed)
                .findFirst();
    }

    /** Estimated density of one setting's values. */
    private sealed interface Density {
        String draw(Draws draws);

        double at(String value);

        static Density of(Dimension dimension, String path, List<Trial> trials) {
            List<String> values = trials.stream()
                    .map(trial -> trial.values().get(path))
                    .filter(Objects::nonNull)
                    .toList();
            return switch (dimension) {
                case Dimension.Choice choice -> Shares.of(choice, values);
                case Dimension.Range range -> Bumps.of(range, values);
            };
        }

        /**
         * Of values without order: shares, with one observation of each as the prior.
         *
         * @param shares of the values, which add up to 1
         */
        record Shares(Dimension.Choice choice, List<Double> shares) implements Density {
            static Shares of(Dimension.Choice choice, List<String> values) {
                int count = choice.all().size();
                return new Shares(
                        choice,
                        choice.all().stream()
                                .map(value -> {
                                    long seen = values.stream()
                                            .filter(value::equals)
                                            .count();
                                    return (seen + 1.0) / (values.size() + count);
                                })
                                .toList());
            }

            @Override
            public String draw(Draws draws) {
                double left = draws.uniform();
                int i = 0;
                while (i < shares.size() - 1 && left >= shares.get(i)) {
                    left -= shares.get(i);
                    i++;
                }
                return choice.all().get(i);
            }

            @Override
            public double at(String value) {
                return shares.get(choice.all().indexOf(value));
            }
        }

        /**
         * Of numbers: a bump at each, as wide as the distance to its farther neighbour, and one over the whole range as
         * the prior. Cut off at the ends.
         *
         * @param bumps of equal weight
         */
        record Bumps(Dimension.Range range, List<Bump> bumps) implements Density {
            private static final double PRIOR = 1;

            /**
             * A normal distribution.
             *
             * @param centre place in 0..1
             * @param width standard deviation
             */
            record Bump(double centre, double width) {}

            static Bumps of(Dimension.Range range, List<String> values) {
                double[] places =
                        values.stream().mapToDouble(range::place).sorted().toArray();
                int count = places.length;
                List<Bump> bumps = new ArrayList<>();
                double narrowest = 1.0 / Math.min(100, 1 + count);
                for (int i = 0; i < count; i++) {
                    double before = i == 0 ? places[i] : places[i] - places[i - 1];
                    double after = i == count - 1 ? 1 - places[i] : places[i + 1] - places[i];
                    bumps.add(new Bump(places[i], Math.clamp(Math.max(before, after), narrowest, PRIOR)));
                }
                bumps.add(new Bump(0.5, PRIOR));
                return new Bumps(range, List.copyOf(bumps));
            }

            @Override
            public String draw(Draws draws) {
                Bump bump = bumps.get(draws.below(bumps.size()));
                for (int i = 0; i < 100; i++) {
                    double place = bump.centre + bump.width * draws.normal();
                    if (place >= 0 && place < 1) {
                        return range.at(place);
                    }
                }
                return range.at(bump.centre);
            }

            @Override
            public double at(String value) {
                double place = range.place(value);
                double sum = 0;
                for (Bump bump : bumps) {
                    double distance = (place - bump.centre) / bump.width;
                    double inside = cumulative((1 - bump.centre) / bump.width) - cumulative(-bump.centre / bump.width);
                    sum += Math.exp(-0.5 * distance * distance) / bump.width / inside;
                }
                return sum / bumps.size();
            }

            /**
             * Of the normal distribution, to 2·10⁻⁴: a logistic approximation (Page 1977) is enough to weigh bumps at
             * the ends.
             */
            private static double cumulative(double x) {
                return 1 / (1 + Math.exp(-1.5976 * x - 0.070565992 * x * x * x));
            }
        }
    }
}
