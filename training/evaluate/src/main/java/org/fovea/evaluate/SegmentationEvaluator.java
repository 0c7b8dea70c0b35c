package org.fovea.evaluate;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;

/**
 * A frozen segmentation network with its pre-processing and its distortion. Methods may be called by several threads at
 * once; {@link #classMaps} computes on the calling thread alone, so that answers do not depend on the number of
 * threads; methods on tensors use as many threads as the calling thread is set to.
 */
public interface SegmentationEvaluator {
    /** Whether there is a network; else the evaluator stands for "none": one pixel that is always of the same class. */
    default boolean present() {
        return true;
    }

    /**
     * How much a pixel counts, by its class in the original, as numbers 0 or more; empty where all count alike.
     * Included in {@link #distortion}.
     */
    default List<Double> classWeights() {
        return List.of();
    }

    /** Number of classes, 2..256. */
    int classes();

    /** Names of the classes, by number, for display; empty where they are unknown. Outputs do not depend on them. */
    default List<String> classNames() {
        return List.of();
    }

    int rows();

    int columns();

    /** Which frames of a pair the network sees. */
    FrameChoice frames();

    /**
     * The size to which {@link #prepare} resizes frames bilinearly before anything else, as
     * {@link PoseEvaluator#resizedTo}.
     *
     * @return empty where frames are input as they are, or resized otherwise
     */
    default Optional<FrameSize> resizedTo() {
        return Optional.empty();
    }

    /**
     * Pixels to the network's input: colour, resizing, scale. Differentiable.
     *
     * @param frames float [N, 3, height, width], RGB 0..255, any size
     * @return the network's input, whatever its shape; a new tensor of the calling scope
     */
    Tensor prepare(Tensor frames);

    /**
     * The network. Differentiable with respect to its input.
     *
     * @param prepared what {@link #prepare} returned
     * @return logits, float [N, {@link #classes()}, {@link #rows()}, {@link #columns()}]
     */
    Tensor logits(Tensor prepared);

    /**
     * The same, computed with {@link org.fovea.evaluate.torch.Bfloat16 less exact numbers} where the network can and
     * the processor gains by it, else exactly the same. For gradients that need not be exact; never for a score.
     *
     * @param prepared what {@link #prepare} returned
     * @return as {@link #logits}, within a few per cent of the largest
     */
    default Tensor roughLogits(Tensor prepared) {
        return logits(prepared);
    }

    /**
     * Some rows of frames as some rows of the network's input, as they are in the whole input.
     *
     * @param band float [N, 3, rows of a frame, width], RGB 0..255
     * @param rows of the input that lie over them
     * @return float [N, planes, rows, {@link #columns()}], differentiable; empty where the network's input has other
     *     rows than its map, so that no band of one is a band of the other
     */
    default Optional<Tensor> prepareRows(Tensor band, int rows) {
        return Optional.empty();
    }

    /**
     * Logits of a band of rows, computed from these rows of the input alone: what lies outside is not seen, so that
     * they differ a little from those of the whole map, and cost less. For gradients that need not be exact; never for
     * a score.
     *
     * @param prepared what {@link #prepareRows} returned, or as many rows of what {@link #prepare} returned where its
     *     rows are those of the map; a multiple of 32, or up to the last one
     * @param rough whether {@link #roughLogits less exact numbers} will do
     * @return float [N, {@link #classes()}, these rows, {@link #columns()}]; empty where the network cannot do with
     *     some rows
     */
    default Optional<Tensor> bandLogits(Tensor prepared, boolean rough) {
        return Optional.empty();
    }

    /**
     * Why there is no gradient through the network, so that it can be scored with but not trained through; empty where
     * there is one.
     */
    default Optional<String> withoutGradient() {
        return Optional.empty();
    }

    /**
     * Class maps of a pair, computed one frame at a time.
     *
     * @return a class for each pixel, row by row, of each frame in {@link #frames()}; the lowest class among equal
     *     largest logits
     * @throws NotFiniteException where a logit is not a number or is infinite
     */
    byte[] classMaps(FramePair pair);

    /**
     * Share of pixels whose class differs, 0..1.
     *
     * @param original class maps as {@link #classMaps} returns them
     * @param candidate likewise
     */
    default double distortion(byte[] original, byte[] candidate) {
        return (double) differing(original, candidate) / original.length;
    }

    default int differing(byte[] original, byte[] candidate) {
        if (original.length != candidate.length) {
            throw new IllegalArgumentException("maps of " + original.length + " and " + candidate.length + " pixels");
        }
        int count = 0;
        for (int i = 0; i < original.length; i++) {
            if (original[i] != candidate[i]) {
                count++;
            }
        }
        return count;
    }
}
