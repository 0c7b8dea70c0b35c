package org.fovea.evaluate;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.detection.BoxOutput;

/**
 * A network of an objective beside the segmentation and the pose network: any input, any output, any comparison.
 * Methods may be called by several threads at once; {@link #answer} computes on the calling thread alone.
 */
public interface FurtherNetwork {
    /** What a network sees in a pair of frames. */
    enum View {
        EVERY_FRAME("every frame", 2, FrameChoice.BOTH),
        FIRST("first of each pair", 1, FrameChoice.FIRST),
        SECOND("second of each pair", 1, FrameChoice.SECOND),
        /** Both frames together. */
        PAIRS("pairs", 1, FrameChoice.BOTH),
        /** Each frame together with the one before it; only where frames are a sequence. */
        CONSECUTIVE("consecutive frames", 2, FrameChoice.BOTH);

        private final String label;
        private final int answers;
        private final FrameChoice frames;

        View(String label, int answers, FrameChoice frames) {
            this.label = label;
            this.answers = answers;
            this.frames = frames;
        }

        public String label() {
            return label;
        }

        /** How often a network answers on a pair. */
        public int answers() {
            return answers;
        }

        /** The frames of a pair that the network gets, together or one by one. */
        public FrameChoice frames() {
            return frames;
        }

        public boolean both() {
            return this == PAIRS || this == CONSECUTIVE;
        }
    }

    /** Its name in scores; no other network of the objective has it. */
    String name();

    View view();

    ScoreTerm term();

    /** The size at which the network sees frames; empty where it takes them as they are. */
    default Optional<FrameSize> size() {
        return Optional.empty();
    }

    /**
     * The size to which frames are resized bilinearly before anything else, as {@link PoseEvaluator#resizedTo}.
     *
     * @return empty where frames are input as they are, or resized otherwise
     */
    default Optional<FrameSize> resizedTo() {
        return Optional.empty();
    }

    /** By what answers are compared, as in "cosine". */
    String comparison();

    /** Unit of a distortion, as in "square of the output's unit". */
    String unit();

    /** How its answers are boxes around objects, where they are; a score does not depend on it. */
    default Optional<BoxOutput> boxes() {
        return Optional.empty();
    }

    /** Numbers that are kept of the answers on a pair. */
    int outputs();

    /**
     * What is kept of the answers on a pair.
     *
     * @return {@link #outputs()} values
     * @throws NotFiniteException where one is not a number or is infinite
     */
    float[] answer(FramePair pair);

    /**
     * What was lost, 0 or more.
     *
     * @param original as {@link #answer} returns it
     * @param candidate likewise
     */
    double distortion(float[] original, float[] candidate);

    /**
     * The same on tensors, for training; classes are compared by their probabilities. Differentiable with respect to
     * the frames.
     *
     * @param before the frame before the first one; only looked at by networks that see consecutive frames, and empty
     *     where there is none
     * @param first float [1, 3, height, width], RGB 0..255
     * @param second the following frame, likewise
     * @param wanted what {@link #answer} gave on the original
     * @return a single number
     */
    Tensor loss(Optional<Tensor> before, Tensor first, Tensor second, float[] wanted);

    /**
     * Why there is no gradient through the network, so that it can be scored with but not trained through; empty where
     * there is one.
     */
    Optional<String> withoutGradient();
}
