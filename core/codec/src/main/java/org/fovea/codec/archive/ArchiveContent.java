package org.fovea.codec.archive;

import java.util.List;
import org.fovea.codec.weights.QuantisedTensor;

/** All that an archive of frames says. */
public sealed interface ArchiveContent permits RendererContent, VideoContent {
    /** Sizes, and the renderer. */
    ArchiveHeader header();

    /**
     * Tensors of the renderer or the filter, in the order of {@link ArchiveHeader#tensors()}; none where nothing was
     * trained.
     */
    List<QuantisedTensor> tensors();

    /**
     * The same with other weights.
     *
     * @param tensors in the order of {@link ArchiveHeader#tensors()}
     */
    ArchiveContent withTensors(List<QuantisedTensor> tensors);
}
