package org.fovea.evaluate;

import java.util.OptionalDouble;
import org.fovea.config.YamlMap;

/**
 * What a mean distortion costs: a term of a score's formula. Rises with the distortion, and is 0 at 0.
 *
 * <p>Some methods ask for what others could tell, but for the last bit of a number. They exist because archives, scores
 * and ledgers are held to the bit, and so to the order of operations that they were made with.
 *
 * @param shape how points follow from a mean
 * @param weight factor, more than 0
 */
public record ScoreTerm(Shape shape, double weight) {
    /**
     * Where {@link #slope} looks instead of nearer to 0.
     *
     * <p>This is the one guard at zero. A search for poses begins here whenever it is given poses that the networks do
     * not tell from the original's, so the number is part of what archives hold. Training stays above it by itself,
     * because it knows the mean of a few pairs only; the ledger's tangents do not use it, because a value without slope
     * is reported there ({@link #tangent}).
     */
    public static final double MIN_MEAN = 1e-12;

    public enum Shape {
        /** weight·mean. */
        LINEAR,
        /** √(weight·mean): small distortions are dear. It has no slope at 0. */
        ROOT;

        public String label() {
            return YamlMap.word(this);
        }
    }

    /** @throws IllegalArgumentException where the weight is not more than 0 */
    public ScoreTerm {
        if (!Double.isFinite(weight) || weight <= 0) {
            throw new IllegalArgumentException("a weight of " + weight + "; it must be more than 0");
        }
    }

    public static ScoreTerm linear(double weight) {
        return new ScoreTerm(Shape.LINEAR, weight);
    }

    public static ScoreTerm root(double weight) {
        return new ScoreTerm(Shape.ROOT, weight);
    }

    private boolean isLinear() {
        return shape == Shape.LINEAR;
    }

    /** The term for display, as in "100·mean". */
    public String text() {
        String product = plain(weight) + "·mean";
        return isLinear() ? product : "√(" + product + ")";
    }

    /**
     * The term.
     *
     * @param mean of a distortion, 0 or more
     * @return points, 0 or more
     */
    public double points(double mean) {
        return isLinear() ? weight * mean : Math.sqrt(weight * mean);
    }

    /** The term of the mean of {@code count} distortions, 1 or more, that add up to {@code sum}. */
    public double points(double sum, long count) {
        return isLinear() ? weight / count * sum : Math.sqrt(weight * sum / count);
    }

    /** The other way round: the mean distortion that costs these points. */
    public double meanOf(double points) {
        return isLinear() ? points / weight : points * points / weight;
    }

    /**
     * Points for a mean that is larger by 1, for comparing this term with others: finite everywhere, because it is
     * taken at {@link #MIN_MEAN} where the mean is less.
     */
    public double slope(double mean) {
        return isLinear() ? weight : weight / 2 / points(Math.max(mean, MIN_MEAN));
    }

    /** The derivative as runs of a ledger are compared with; absent where the term has no finite slope. */
    public OptionalDouble tangent(double mean) {
        double slope = isLinear() ? weight : Math.sqrt(weight) / (2 * Math.sqrt(mean));
        return Double.isFinite(slope) ? OptionalDouble.of(slope) : OptionalDouble.empty();
    }

    /**
     * A pair's part in the difference of this term at two means. Parts add up to the difference.
     *
     * @param difference of the pair's distortion, later less earlier
     * @param count of pairs
     * @param from earlier mean
     * @param to later mean
     */
    public double part(double difference, int count, double from, double to) {
        if (isLinear()) {
            return points(difference / count);
        }
        // √x − √y = (x − y)/(√x + √y)
        double roots = points(from) + points(to);
        return roots == 0 ? 0 : weight * difference / count / roots;
    }

    /** A number for display: without a point where it is whole. */
    public static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }

    /** The text that it always was: the identity of saved work depends on it. */
    @Override
    public String toString() {
        return (isLinear() ? "Linear" : "Root") + "[weight=" + weight + "]";
    }
}
