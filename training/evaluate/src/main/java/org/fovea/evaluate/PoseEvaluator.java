package org.fovea.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;

/**
 * A frozen pose network with its pre-processing and its distortion. Methods may be called by several threads at once;
 * {@link #pose(FramePair)} computes on the calling thread alone; methods on tensors use as many threads as the calling
 * thread is set to.
 */
public interface PoseEvaluator {
    /** Whether there is a network; else the evaluator stands for "none": one output that is always 0. */
    default boolean present() {
        return true;
    }

    /** By what answers are compared: {@code mean-squared}, or another one whose value is not a sum of squares. */
    default String comparison() {
        return "mean-squared";
    }

    /** Whether a distortion is a mean of squares, which fitting poses needs. */
    default boolean squares() {
        return comparison().equals("mean-squared");
    }

    default String unit() {
        return "square of the output's unit";
    }

    /**
     * The network itself, whose answer is of one step from frame to frame; another one only where an answer is of
     * several steps.
     */
    default PoseEvaluator step() {
        return this;
    }

    /** Number of outputs of the network. */
    int outputs();

    /** Number of leading outputs that count in the distortion, 1..{@link #outputs()}. */
    int counted();

    /** Names of the {@link #counted()} outputs: "output 1" and so on where they have no names. */
    default List<String> outputNames() {
        return IntStream.rangeClosed(1, counted())
                .mapToObj(number -> "output " + number)
                .toList();
    }

    /**
     * The size to which {@link #prepare} resizes frames bilinearly before anything else. Frames that have it already
     * are not changed by that, so that a training may work on smaller frames.
     *
     * @return empty where frames are input as they are, or resized otherwise
     */
    default Optional<FrameSize> resizedTo() {
        return Optional.empty();
    }

    /**
     * Pixels to the network's input. Differentiable.
     *
     * @param first float [N, 3, height, width], RGB 0..255, any size
     * @param second the following frames, likewise
     * @return the network's input, whatever its shape
     */
    Tensor prepare(Tensor first, Tensor second);

    /**
     * The network. Differentiable with respect to its input.
     *
     * @param prepared what {@link #prepare} returned
     * @return float [N, {@link #outputs()}]
     */
    Tensor pose(Tensor prepared);

    /**
     * Why there is no gradient through the network, so that it can be scored with but not trained through; empty where
     * there is one.
     */
    default Optional<String> withoutGradient() {
        return Optional.empty();
    }

    /**
     * Answer on one pair.
     *
     * @return {@link #outputs()} values
     * @throws NotFiniteException where an output is not a number or is infinite
     */
    float[] pose(FramePair pair);

    /**
     * By how much two answers differ in an output, in its own unit; of angles the short way round.
     *
     * @param output from 0, also one that does not count
     */
    default double difference(int output, float[] original, float[] candidate) {
        return (double) original[output] - candidate[output];
    }

    /**
     * Mean of the squared differences of the outputs that count, in double.
     *
     * @param original outputs as {@link #pose(FramePair)} returns them
     * @param candidate likewise
     */
    default double distortion(float[] original, float[] candidate) {
        double sum = 0;
        for (int i = 0; i < counted(); i++) {
            double difference = (double) original[i] - candidate[i];
            sum += difference * difference;
        }
        return sum / counted();
    }

    /**
     * The same on tensors, for training. Differentiable.
     *
     * @param original float [N, {@link #outputs()}]
     * @param candidate likewise
     * @return [N]
     */
    default Tensor distortion(Tensor original, Tensor candidate) {
        Tensor difference = candidate.narrow(1, 0, counted()).sub(original.narrow(1, 0, counted()));
        return difference.mul(difference).mean(1);
    }
}
