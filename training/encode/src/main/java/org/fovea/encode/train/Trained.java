package org.fovea.encode.train;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.QuantisedTensor;

/**
 * What came out of a training.
 *
 * @param weights in single precision, one array for each tensor
 * @param poses that belong to them, where they were trained, too
 * @param latents that belong to them, where the archive has any
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
public record Trained(float[][] weights, Optional<PoseTrack> poses, Optional<LatentTrack> latents) {
    /** Weights alone; the numbers of pairs stay. */
    public static Trained of(float[][] weights) {
        return new Trained(weights, Optional.empty(), Optional.empty());
    }

    /**
     * An archive with these weights and numbers.
     *
     * @param quantised the weights as the archive stores them
     */
    public ArchiveContent in(ArchiveContent content, List<QuantisedTensor> quantised) {
        ArchiveContent changed = content.withTensors(quantised);
        if (!(changed instanceof RendererContent renderer)) {
            return changed;
        }
        RendererContent posed = poses.map(renderer::withPoses).orElse(renderer);
        return latents.map(posed::withLatents).orElse(posed);
    }
}
