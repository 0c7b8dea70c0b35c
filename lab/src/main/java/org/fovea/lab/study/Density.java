package org.fovea.lab.study;

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
    record Shares(Dimension.Choice choice, double[] shares) implements Density {
        static Shares of(Dimension.Choice choice, List<String> values) {
            int count = choice.all().size();
            double[] shares = new double[count];
            for (int i = 0; i < count; i++) {
                String value = choice.all().get(i);
                long seen = values.stream().filter(value::equals).count();
                shares[i] = (seen + 1.0) / (values.size() + count);
            }
            return new Shares(choice, shares);
        }

        @Override
        public String draw(Draws draws) {
            double left = draws.uniform();
            int i = 0;
            while (i < shares.length - 1 && left >= shares[i]) {
                left -= shares[i];
                i++;
            }
            return choice.all().get(i);
        }

        @Override
        public double at(String value) {
            return shares[choice.all().indexOf(value)];
        }
    }

    /**
     * Of numbers: a bump at each, as wide as the distance to its farther neighbour, and one over the whole range as the prior. Cut off at the ends.
     *
     * @param centres places in 0..1
     * @param widths standard deviations
     */
    record Bumps(Dimension.Range range, double[] centres, double[] widths) implements Density {
        private static final double PRIOR = 1;

        static Bumps of(Dimension.Range range, List<String> values) {
            double[] places = values.stream().mapToDouble(range::place).sorted().toArray();
            int count = places.length;
            double[] centres = new double[count + 1];
            double[] widths = new double[count + 1];
            double narrowest = 1.0 / Math.min(100, 1 + count);
            for (int i = 0; i < count; i++) {
                double before = i == 0 ? places[i] : places[i] - places[i - 1];
                double after = i == count - 1 ? 1 - places[i] : places[i + 1] - places[i];
                centres[i] = places[i];
                widths[i] = Math.clamp(Math.max(before, after), narrowest, PRIOR);
            }
            centres[count] = 0.5;
            widths[count] = PRIOR;
            return new Bumps(range, centres, widths);
        }

        @Override
        public String draw(Draws draws) {
            int which = draws.below(centres.length);
            for (int i = 0; i < 100; i++) {
                double place = centres[which] + widths[which] * draws.normal();
                if (place >= 0 && place < 1) {
                    return range.at(place);
                }
            }
            return range.at(centres[which]);
        }

        @Override
        public double at(String value) {
            double place = range.place(value);
            double sum = 0;
            for (int i = 0; i < centres.length; i++) {
                double distance = (place - centres[i]) / widths[i];
                double inside = cumulative((1 - centres[i]) / widths[i]) - cumulative(-centres[i] / widths[i]);
                sum += Math.exp(-0.5 * distance * distance) / widths[i] / inside;
            }
            return sum / centres.length;
        }

        /** Of the normal distribution, to 2·10⁻⁴: a logistic approximation (Page 1977) is enough to weigh bumps at the ends. */
        private static double cumulative(double x) {
            return 1 / (1 + Math.exp(-1.5976 * x - 0.070565992 * x * x * x));
        }
    }
}
