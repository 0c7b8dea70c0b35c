package org.fovea.evaluate.bundled;

import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * The evaluators that come with Fovea. They are not the challenge's: a score that is made with them says nothing about
 * a rank there.
 */
public final class BundledEvaluators implements EvaluatorPair {
    private final EvaluatorIdentity identity;
    private final FrozenLayers segmentationLayers;
    private final FrozenLayers poseLayers;
    private final SegmentationEvaluator segmentation;
    private final PoseEvaluator pose;

    private BundledEvaluators(String name, BundledWeights weights) {
        TorchRuntime.load();
        identity = new EvaluatorIdentity(name, false, weights.hash());
        segmentationLayers = new FrozenLayers(SegmentationNetwork.layers(), weights);
        poseLayers = new FrozenLayers(PoseNetwork.layers(), weights);
        segmentation = new BundledSegmentation(segmentationLayers);
        pose = new BundledPose(poseLayers);
    }

    /** With the weights that come with Fovea. */
    public static BundledEvaluators load() {
        return of("bundled", BundledWeights.bundled());
    }

    /**
     * With weights from another training.
     *
     * @param name for people
     */
    public static BundledEvaluators of(String name, BundledWeights weights) {
        return new BundledEvaluators(name, weights);
    }

    @Override
    public EvaluatorIdentity identity() {
        return identity;
    }

    @Override
    public SegmentationEvaluator segmentation() {
        return segmentation;
    }

    @Override
    public PoseEvaluator pose() {
        return pose;
    }

    @Override
    public void close() {
        segmentationLayers.close();
        poseLayers.close();
    }
}
