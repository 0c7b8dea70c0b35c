package org.fovea.encode.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.Initialisation;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.fovea.evaluate.truth.GroundTruth;

/** A renderer before its training: initial weights drawn from a seed, stored as halves, and poses that are all zero. */
public final class Untrained {
    private Untrained() {}

    /**
     * The content of its archive; the masks are those of the ground truth.
     *
     * @param family id of a renderer family
     * @param parameters of the family
     * @param seed see {@link Initialisation}
     */
    public static RendererContent content(GroundTruth truth, int family, List<Integer> parameters, long seed) {
        ArchiveHeader header = new ArchiveHeader(
                truth.size().width(), truth.size().height(), truth.masks().shape(), family, parameters);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            float[] values = Initialisation.values(spec, tensors.size(), seed);
            tensors.add(HalfTensor.of(spec.name(), spec.shape(), values));
        }
        PoseTrack poses = new PoseTrack(truth.pairs(), header.rendererFamily().poseDimensions(), List.of());
        WeightSet weights = new WeightSet(tensors, OptionalLong.of(seed));
        return new RendererContent(header, truth.masks(), weights, poses, Optional.empty(), Optional.empty());
    }
}
