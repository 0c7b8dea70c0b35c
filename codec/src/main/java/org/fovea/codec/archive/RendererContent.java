package org.fovea.codec.archive;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;

/**
 * All that a renderer archive says, decoded (the masks lazily). The readers of foreign submissions give the same, so
 * that inspecting, repacking and inflating work on everything.
 *
 * @param header sizes and renderer family
 * @param masks one class-mask frame per pair
 * @param weights tensors in the order of {@link ArchiveHeader#tensors()}
 * @param poses one pose vector per pair
 * @param tiles edits of single tiles
 * @param router one whole-frame edit per pair
 */
public record RendererContent(
        ArchiveHeader header,
        MaskFrames masks,
        WeightSet weights,
        PoseTrack poses,
        Optional<TileActions> tiles,
        Optional<RouterActions> router)
        implements ArchiveContent {
    public RendererContent {
        if (!masks.shape().equals(header.masks())
                || poses.pairs() != header.pairs()
                || router.isPresent() && router.get().actions().length != header.pairs()) {
            throw new IllegalArgumentException("the parts of the archive belong to different clips");
        }
    }

    @Override
    public List<QuantisedTensor> tensors() {
        return weights.tensors();
    }

    @Override
    public RendererContent withTensors(List<QuantisedTensor> tensors) {
        return new RendererContent(header, masks, weights.with(tensors), poses, tiles, router);
    }
}
