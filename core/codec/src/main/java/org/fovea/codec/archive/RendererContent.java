package org.fovea.codec.archive;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightBase;
import org.fovea.codec.weights.WeightSet;

/**
 * All that a renderer archive says, decoded (masks lazily). The readers of foreign submissions give the same, so that
 * inspecting, repacking and inflating work on everything.
 *
 * @param header sizes and renderer family
 * @param source what the network renders each pair from
 * @param weights tensors in the order of {@link ArchiveHeader#tensors()}
 * @param poses one pose vector per pair; of no dimensions where the renderer takes none
 * @param tiles edits of single tiles
 * @param router one whole-frame edit per pair
 */
public record RendererContent(
        ArchiveHeader header,
        Source source,
        WeightSet weights,
        PoseTrack poses,
        Optional<TileActions> tiles,
        Optional<RouterActions> router)
        implements ArchiveContent {
    /** What a network renders pairs from. */
    public sealed interface Source {
        /**
         * Class masks.
         *
         * @param frames one for each pair
         */
        record Masks(MaskFrames frames) implements Source {}

        /**
         * Latent numbers.
         *
         * @param track those of all pairs
         */
        record Latents(LatentTrack track) implements Source {}
    }

    /** @throws IllegalArgumentException where the parts do not fit each other */
    public RendererContent {
        boolean fits = switch (source) {
            case Source.Masks masks ->
                header.coded().hasMasks() && masks.frames().shape().equals(header.masks());
            case Source.Latents latents ->
                header.hasLatents()
                        && latents.track().rows() == header.latentRows()
                        && latents.track().dimensions() == header.latentDimensions();
        };
        if (!fits
                || poses.pairs() != header.pairs()
                || router.isPresent() && router.get().actions().length != header.pairs()) {
            throw new IllegalArgumentException("the parts of the archive belong to different clips");
        }
    }

    public RendererContent(
            ArchiveHeader header,
            MaskFrames masks,
            WeightSet weights,
            PoseTrack poses,
            Optional<TileActions> tiles,
            Optional<RouterActions> router) {
        this(header, new Source.Masks(masks), weights, poses, tiles, router);
    }

    /** Whether the network renders from latent numbers instead of class masks. */
    public boolean hasLatents() {
        return source instanceof Source.Latents;
    }

    /**
     * The class masks.
     *
     * @throws FormatException where the network renders from something else
     */
    public MaskFrames masks() {
        if (source instanceof Source.Masks masks) {
            return masks.frames();
        }
        throw new FormatException(
                "header", 0, "the archive holds latent numbers, not class masks", FormatException.CONTENTS);
    }

    /**
     * The latent numbers.
     *
     * @throws FormatException where the network renders from something else
     */
    public LatentTrack latents() {
        if (source instanceof Source.Latents latents) {
            return latents.track();
        }
        throw new FormatException(
                "header", 0, "the archive holds class masks, not latent numbers", FormatException.CONTENTS);
    }

    /**
     * The latent numbers of a pair, picture after picture.
     *
     * @throws FormatException where the network renders from something else
     */
    public float[] latents(int pair) {
        LatentTrack track = latents();
        int pictures = track.rows() / header.pairs();
        float[] all = new float[pictures * track.dimensions()];
        for (int i = 0; i < pictures; i++) {
            float[] values = track.values(pair * pictures + i);
            System.arraycopy(values, 0, all, i * values.length, values.length);
        }
        return all;
    }

    @Override
    public List<QuantisedTensor> tensors() {
        return weights.tensors();
    }

    @Override
    public RendererContent withTensors(List<QuantisedTensor> tensors) {
        return new RendererContent(header, source, weights.with(tensors), poses, tiles, router);
    }

    public RendererContent on(WeightBase base) {
        return new RendererContent(header, source, weights.on(base), poses, tiles, router);
    }

    public RendererContent alone() {
        return new RendererContent(header, source, weights.alone(), poses, tiles, router);
    }

    public RendererContent withMasks(MaskFrames others) {
        return new RendererContent(header, others, weights, poses, tiles, router);
    }

    public RendererContent withLatents(LatentTrack others) {
        return new RendererContent(header, new Source.Latents(others), weights, poses, tiles, router);
    }

    public RendererContent withPoses(PoseTrack others) {
        return new RendererContent(header, source, weights, others, tiles, router);
    }

    public RendererContent withEdits(Optional<TileActions> otherTiles, Optional<RouterActions> otherRouter) {
        return new RendererContent(header, source, weights, poses, otherTiles, otherRouter);
    }
}
