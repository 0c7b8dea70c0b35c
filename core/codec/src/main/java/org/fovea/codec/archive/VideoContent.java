package org.fovea.codec.archive;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.video.CodedVideo;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;

/**
 * All that an archive of the robust track says: a video, and what restores its pictures.
 *
 * @param header sizes and the filter's layout
 * @param video two pictures for each pair
 * @param rule what makes frames of the pictures
 * @param weights of the filter, in the order of {@link ArchiveHeader#tensors()}; there if and only if there is a filter
 */
public record VideoContent(ArchiveHeader header, CodedVideo video, PictureRule rule, Optional<WeightSet> weights)
        implements ArchiveContent {
    /** @throws IllegalArgumentException where the parts do not fit each other */
    public VideoContent {
        boolean filter = header.filter().isPresent();
        if (!header.isVideo() || weights.isPresent() != filter || rule.filters() != filter) {
            throw new IllegalArgumentException("header, weights and steps do not agree about a filter");
        }
    }

    @Override
    public List<QuantisedTensor> tensors() {
        return weights.map(WeightSet::tensors).orElse(List.of());
    }

    /** @throws IllegalArgumentException where there is no filter */
    @Override
    public VideoContent withTensors(List<QuantisedTensor> tensors) {
        WeightSet now = weights.orElseThrow(() -> new IllegalArgumentException("no filter, no weights"));
        return withWeights(now.with(tensors));
    }

    /**
     * The same with another filter of the same layout.
     *
     * @throws IllegalArgumentException where there is no filter
     */
    public VideoContent withWeights(WeightSet others) {
        return new VideoContent(header, video, rule, Optional.of(others));
    }
}
