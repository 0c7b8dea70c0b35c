package org.fovea.encode.train;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.QuantisedTensor;

/**
 * What came out of a training.
 *
 * @param weights in single precision, one array for each tensor
 * @param poses that belong to them, where the archive has poses
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
public record Trained(float[][] weights, Optional<PoseTrack> poses) {
    /**
     * An archive with these poses and weights.
     *
     * @param quantised the weights as the archive stores them
     */
    public ArchiveContent in(ArchiveContent content, List<QuantisedTensor> quantised) {
        ArchiveContent changed = content.withTensors(quantised);
        return changed instanceof RendererContent renderer && poses.isPresent()
                ? renderer.withPoses(poses.get())
                : changed;
    }
}
