package org.fovea.encode.train;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.TensorSpec;

/**
 * A renderer family's network in LibTorch, differentiable with respect to its weights. It computes what the renderer of
 * the same family in module {@code render} computes, but for the last digits; a test compares the two. Immutable, holds
 * no weights; may be used by several threads at once.
 */
public interface TrainableRenderer {
    /**
     * The network for an archive, or nothing where the family has no weights to train.
     *
     * @param moves whether both frames are rendered also where the pose does not go through the network
     */
    static Optional<TrainableRenderer> of(ArchiveHeader header, boolean moves) {
        List<TensorSpec> tensors = header.tensors();
        return switch (header.family()) {
            case CompactFamily.ID -> {
                CompactFamily.Layout layout = CompactFamily.Layout.of(header.parameters());
                yield Optional.of(new TrainableCompact(tensors, layout, header.masks(), moves));
            }
            case LatentFamily.ID -> {
                LatentFamily.Layout layout = LatentFamily.Layout.of(header.parameters());
                CodedShape picture = header.coded();
                yield Optional.of(new TrainableLatent(tensors, layout, picture.height(), picture.width(), moves));
            }
            default -> Optional.empty();
        };
    }

    /** The family's tensors, in the order of an archive. */
    List<TensorSpec> tensors();

    /**
     * Frames that are rendered, before they are stretched to the size of the clip's frames and rounded: float [N, 3,
     * rows, columns], 0..255. At the resolution of the mask or a fraction of it.
     *
     * @param first frame, where it is rendered
     * @param second frame, where it is rendered
     */
    record Drawing(Optional<Tensor> first, Optional<Tensor> second) {
        /**
         * What is rendered of a pair.
         *
         * @param picture the frame that the network renders
         * @param other the frame that is moved, where it is wanted
         * @param isSecond whether the picture is the second frame
         */
        static Drawing of(Tensor picture, Optional<Tensor> other, boolean isSecond) {
            return isSecond ? new Drawing(other, Optional.of(picture)) : new Drawing(Optional.of(picture), other);
        }

        List<Tensor> frames() {
            return Stream.of(first, second).flatMap(Optional::stream).toList();
        }
    }

    /**
     * The network's input for a mask, to be computed once per pair and kept.
     *
     * @param mask class ids, row by row; empty where the network renders without masks
     * @return a new tensor of the calling scope, whatever its shape and type
     */
    Tensor input(byte[] mask);

    /** The same for some pairs, for {@link #draw}. */
    default Tensor inputs(List<byte[]> masks) {
        if (masks.size() == 1) {
            return input(masks.getFirst());
        }
        TensorVector all = new TensorVector();
        masks.forEach(mask -> all.push_back(input(mask)));
        return torch.cat(all, 0);
    }

    /**
     * Numbers of the network's input as numbers of the mask's pixels, for slopes: what a pixel and class add to the
     * input.
     *
     * @param input float, in the shape that {@link #input} gives
     * @return float [1, classes, rows, columns] of the mask; nothing where the network renders without masks
     */
    default Optional<Tensor> ofPixels(Tensor input) {
        return Optional.empty();
    }

    /**
     * @param weights float, one for each of {@link #tensors()} in its shape
     * @param input what {@link #input} or {@link #inputs} returned
     * @param numbers float [N, n]: the pairs' latent numbers, if there are any, then their poses; trainable renderers
     *     that render only the frame which the segmentation network sees do not look at the pose, and it may be missing
     * @return frames that the weights are trained on: both where the pose goes through the network, else the one that
     *     is rendered from the mask
     */
    Drawing draw(List<Tensor> weights, Tensor input, Tensor numbers);

    /**
     * Renders some rows of the frame that the segmentation network sees, as good as they are in the whole one: near the
     * edges they may differ a little.
     *
     * @param rows of the clip's frame
     * @param height of the clip's frame
     * @return float [N, 3, the rows of the rendering that lie there, columns], 0..255; nothing where the renderer
     *     renders whole frames only, or the rows' edges are none of the rendering's
     */
    default Optional<Tensor> drawRows(List<Tensor> weights, Tensor input, Tensor numbers, RowBand rows, int height) {
        return Optional.empty();
    }

    /**
     * Whether the pose is an input of the network, so that weights learn to show it; else poses are found afterwards,
     * pair by pair.
     */
    boolean learnsPoses();
}
