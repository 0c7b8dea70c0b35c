package org.fovea.codec.archive;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;

/**
 * All that an archive without masks says whose network draws from latent numbers.
 *
 * @param header sizes and renderer family
 * @param weights tensors in the order of {@link ArchiveHeader#tensors()}
 * @param latents numbers of each pair
 * @param router one whole-frame edit per pair
 */
public record LatentContent(
        ArchiveHeader header, WeightSet weights, LatentTrack latents, Optional<RouterActions> router)
        implements ArchiveContent {
    /** @throws IllegalArgumentException where the parts do not fit each other */
    public LatentContent {
        if (!header.hasLatents()
                || latents.pairs() != header.pairs()
                || latents.dimensions() != header.latentDimensions()
                || router.isPresent() && router.get().actions().length != header.pairs()) {
            throw new IllegalArgumentException("the parts of the archive are of different clips");
        }
    }

    @Override
    public List<QuantisedTensor> tensors() {
        return weights.tensors();
    }

    @Override
    public LatentContent withTensors(List<QuantisedTensor> tensors) {
        return new LatentContent(header, weights.with(tensors), latents, router);
    }

    /** The same with other latent numbers. */
    public LatentContent withLatents(LatentTrack others) {
        return new LatentContent(header, weights, others, router);
    }
}
