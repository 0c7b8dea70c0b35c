package org.fovea.evaluate.comparison;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What is lost between a network's answer on the original and on the candidate: 0 where they are alike, else more. One
 * class for each; another one needs these methods and a word in {@link Comparisons}. Immutable.
 */
public interface Comparison {
    /** The word for it in an objective file, as in "cosine". */
    String label();

    String unit();

    /** Every setting that a value depends on, {@code key=value}, in a fixed order; for the identity of an objective. */
    default List<String> settings() {
        return List.of();
    }

    /**
     * Refuses answers that cannot be compared so.
     *
     * @param shape of an answer, [1, …]
     * @throws IllegalArgumentException with the reason, which follows "it returns [1, …], but"
     */
    default void verify(long[] shape) {}

    /** Outputs that differ by it are alike; 0 where none are. */
    default double turn() {
        return 0;
    }

    /**
     * What is kept of an answer to compare with.
     *
     * @param answer float [N, …]
     * @return float [N, …], the answer itself unless less is enough
     */
    default Tensor kept(Tensor answer) {
        return answer;
    }

    /**
     * The value, in double.
     *
     * @param original what is {@linkplain #kept kept} of the answer on the original, row by row
     * @param candidate of the candidate, as long
     * @return 0 or more
     */
    double value(float[] original, float[] candidate);

    /**
     * The same, differentiable. Classes are compared by their probabilities, because a class has no gradient.
     *
     * @param original what is kept of the answer on the original, in the shape that {@link #kept} gives it
     * @param candidate the answer itself, float [N, …]
     * @return a single number, the mean over N
     */
    Tensor loss(Tensor original, Tensor candidate);
}
