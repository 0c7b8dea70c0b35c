package org.fovea.encode.train;

import java.util.List;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;

/**
 * What came out of a training.
 *
 * @param weights in single precision, one array for each tensor
 * @param poses that belong to them
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
public record Trained(float[][] weights, PoseTrack poses) {
    /**
     * An archive with these poses and weights.
     *
     * @param quantised the weights as the archive stores them
     */
    public RendererContent in(RendererContent content, List<QuantisedTensor> quantised) {
        return new RendererContent(
                content.header(),
                content.masks(),
                new WeightSet(quantised, content.weights().seed()),
                poses,
                content.tiles(),
                content.router());
    }
}
