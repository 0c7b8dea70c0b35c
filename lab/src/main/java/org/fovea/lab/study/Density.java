package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.List;
import org.fovea.lab.round.Draws;

/** Estimated density of one setting's values. */
sealed interface Density {
    /** A value drawn from it. */
    String draw(Draws draws);

    /** The density at a value, above 0. */
    double at(String value);

    /** Of what some trials had. */
    static Density of(Dimension dimension, String path, List<Trial> trials) {
        List<String> values = trials.stream()
                .map(trial -> trial.values().get(path))
                .filter(java.util.Objects::nonNull)
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
                                long seen =
                                        values.stream().filter(value::equals).count();
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
     * Of numbers: a bump at each, as wide as the distance to its farther neighbour, and one over the whole range as the prior. Cut off at the ends.
     *
     * @param range of the numbers
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
            double[] places = values.stream().mapToDouble(range::place).sorted().toArray();
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

        /** Of the normal distribution, to 2·10⁻⁴: a logistic approximation (Page 1977) is enough to weigh bumps at the ends. */
        private static double cumulative(double x) {
            return 1 / (1 + Math.exp(-1.5976 * x - 0.070565992 * x * x * x));
        }
    }
}
