package org.fovea.evaluate.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.torch.Tensors;

/**
 * A frozen network from a file: one float tensor in, one float tensor out. May be used by several threads at once;
 * computes on as many threads as the calling thread is set to. Tensors that it returns belong to the caller's
 * {@code PointerScope}.
 */
public interface Network extends AutoCloseable {
    /**
     * What is computed, for the identity of evaluators: lines {@code key=value} without the line break, in a fixed
     * order, which differ where an answer could. The first one is the format with the SHA-256 of the file in lower-case
     * hexadecimal digits.
     */
    List<String> identity();

    /**
     * Runs the network. Differentiable with respect to its input.
     *
     * @param input float32, of the shape that the network takes
     * @return float32
     * @throws FormatException where the network fails on this input, answers with something else, or has no gradient
     *     and one is asked for
     */
    Tensor forward(Tensor input);

    /** The same but for the last digits where that costs less; for looking for changes, not for scores. No gradient. */
    default Tensor nearForward(Tensor input) {
        return forward(input);
    }

    /**
     * The same by {@link org.fovea.evaluate.torch.Bfloat16 less exact numbers} where the network can and the processor
     * gains by it; for gradients that need not be exact.
     */
    default Tensor roughForward(Tensor input) {
        return forward(input);
    }

    /**
     * Looks whether the network takes such input, before it is used for the first time, and compares two libraries
     * where both can run it.
     *
     * @param input makes random values of the kind that it will be given; not asked by networks that look at nothing
     * @throws FormatException where it does not
     */
    default void verify(Supplier<Tensor> input) {}

    /**
     * Why there is no gradient, so that the network can be scored with but not trained through; empty where there is
     * one. Known after {@link #verify}.
     */
    default Optional<String> withoutGradient() {
        return Optional.empty();
    }

    /**
     * What to do to get the logits, where the network answers with numbers of classes that it made of them itself;
     * empty where it does not.
     */
    default Optional<String> beforeClasses() {
        return Optional.empty();
    }

    /**
     * An output that has the right shape.
     *
     * @throws FormatException where it has another one
     */
    default Tensor verified(Tensor input, Tensor output, long... expected) {
        if (!Arrays.equals(Tensors.shape(output), expected)) {
            throw wrong("it returns " + Arrays.toString(Tensors.shape(output)) + " on input "
                    + Arrays.toString(Tensors.shape(input)) + ", " + Arrays.toString(expected) + " expected");
        }
        return output;
    }

    default FormatException wrong(String reason) {
        return wrong(reason, "correct the description or the network");
    }

    FormatException wrong(String reason, String hint);

    @Override
    void close();
}
