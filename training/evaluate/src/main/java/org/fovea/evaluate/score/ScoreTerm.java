package org.fovea.evaluate.score;

import java.util.OptionalDouble;

/**
 * What a mean distortion costs: a term of a {@link ScoreFormula}. Rises with the distortion, and is 0 at 0.
 * Implementations are values: equal where they mean the same, with a text that tells one from another.
 *
 * <p>Some methods ask for what others could tell, but for the last bit of a number. They exist because archives, scores
 * and ledgers are held to the bit, and so to the order of operations that they were made with.
 */
public interface ScoreTerm {
    /**
     * Where {@link #slope} looks instead of nearer to 0.
     *
     * <p>This is the one guard at zero. A search for poses begins here whenever it is given poses that the networks do
     * not tell from the original's, so the number is part of what archives hold. Training stays above it by itself,
     * because it knows the mean of a few pairs only; the ledger's tangents do not use it, because a value without slope
     * is reported there ({@link #derivative}).
     */
    double MIN_MEAN = 1e-12;

    /** The term for display, as in "100·mean". */
    default String text() {
        return toString();
    }

    /**
     * The term.
     *
     * @param mean of a distortion, 0 or more
     * @return points, 0 or more
     */
    double points(double mean);

    /**
     * The term's derivative.
     *
     * @param mean of a distortion, 0 or more
     * @return points for a mean that is larger by 1; absent where the term has no finite slope
     */
    OptionalDouble derivative(double mean);

    /**
     * The other way round.
     *
     * @param points of this term, 0 or more
     * @return the mean distortion that costs these points
     */
    double meanOf(double points);

    /** The term of the mean of {@code count} distortions, 1 or more, that add up to {@code sum}. */
    default double points(double sum, long count) {
        return points(sum / count);
    }

    /**
     * The derivative, for comparing this term with others: finite everywhere, because it is taken at {@link #MIN_MEAN}
     * where the mean is less.
     */
    default double slope(double mean) {
        return derivative(Math.max(mean, MIN_MEAN)).orElseThrow();
    }

    /** The derivative as runs of a ledger are compared with. */
    default OptionalDouble tangent(double mean) {
        return derivative(mean);
    }

    /**
     * A pair's part in the difference of this term at two means. Parts add up to the difference.
     *
     * @param difference of the pair's distortion, later less earlier
     * @param count of pairs
     * @param from earlier mean
     * @param to later mean
     */
    default double part(double difference, int count, double from, double to) {
        return from == to ? 0 : difference / count * ((points(to) - points(from)) / (to - from));
    }

    /** A number for display: without a point where it is whole. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }

    /**
     * In proportion to the mean.
     *
     * @param weight points for a mean of 1
     */
    record Linear(double weight) implements ScoreTerm {
        @Override
        public String text() {
            return plain(weight) + "·mean";
        }

        @Override
        public double points(double mean) {
            return weight * mean;
        }

        @Override
        public double points(double sum, long count) {
            return weight / count * sum;
        }

        @Override
        public double meanOf(double points) {
            return points / weight;
        }

        @Override
        public OptionalDouble derivative(double mean) {
            return OptionalDouble.of(weight);
        }

        @Override
        public double part(double difference, int count, double from, double to) {
            return points(difference / count);
        }
    }

    /**
     * The root of the mean, so that small errors are dear: √(weight·mean). It has no slope at 0.
     *
     * @param weight under the root
     */
    record Root(double weight) implements ScoreTerm {
        @Override
        public String text() {
            return "√(" + plain(weight) + "·mean)";
        }

        @Override
        public double points(double mean) {
            return Math.sqrt(weight * mean);
        }

        @Override
        public double meanOf(double points) {
            return points * points / weight;
        }

        @Override
        public double points(double sum, long count) {
            return Math.sqrt(weight * sum / count);
        }

        @Override
        public OptionalDouble derivative(double mean) {
            return finite(weight / 2 / points(mean));
        }

        @Override
        public OptionalDouble tangent(double mean) {
            return finite(Math.sqrt(weight) / (2 * Math.sqrt(mean)));
        }

        @Override
        public double part(double difference, int count, double from, double to) {
            // √x − √y = (x − y)/(√x + √y)
            double roots = points(from) + points(to);
            return roots == 0 ? 0 : weight * difference / count / roots;
        }

        private static OptionalDouble finite(double slope) {
            return Double.isFinite(slope) ? OptionalDouble.of(slope) : OptionalDouble.empty();
        }
    }
}
