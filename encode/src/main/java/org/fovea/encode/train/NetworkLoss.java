package org.fovea.encode.train;

import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.torch.Tensors;

/**
 * What two networks lose on frames that are drawn in LibTorch, differentiable.
 *
 * <p>Both are the terms of a score, made linear. Segmentation: at the mean over pixels of 1 − P(the original's class), which is the expected share of wrong pixels of a
 * network that draws its class by lot; mixed with the cross-entropy, clamped where a pixel is hopeless. Pose: at the running mean.
 * Thread-safe.
 */
public final class NetworkLoss {
    /** A pixel whose class has less than e^−4 = 2 % pulls no harder than one with 2 %. */
    private static final double MAX_SURPRISE = 4;

    /** The running mean is that of some fifty steps, and not known better than this: nearer to 0, a slope would be that of an accident. */
    private static final double MIN_POSE = 1e-7;

    private final EvaluatorPair evaluators;
    private final ScoreFormula formula;
    private final double boundaryWeight;

    /**
     * A loss.
     *
     * @param formula whose points the loss is in
     * @param boundaryWeight see {@link TrainSettings#boundaryWeight}
     */
    public NetworkLoss(EvaluatorPair evaluators, ScoreFormula formula, double boundaryWeight) {
        this.evaluators = evaluators;
        this.formula = formula;
        this.boundaryWeight = boundaryWeight;
    }

    /**
     * What a pair loses.
     *
     * @param loss points of the score, to be differentiated
     * @param segmentation expected share of wrong pixels, 0..1
     * @param pose pose distortion, 0 where it was not asked for
     */
    public record Judged(Tensor loss, double segmentation, double pose) {}

    /**
     * Judges a pair.
     *
     * @param first float [1, 3, height, width], 0..255, of the clip's size; may be absent where neither network looks at it
     * @param second the same of the other frame
     * @param classes what the segmentation network saw in the original
     * @param wantedPose what the pose network answered on the original; empty where poses do not count
     * @param crossEntropy its share in the segmentation loss, 0..1
     * @param meanPose running mean of the pose distortion
     */
    public Judged of(
            Optional<Tensor> first,
            Optional<Tensor> second,
            byte[] classes,
            Optional<float[]> wantedPose,
            double crossEntropy,
            double meanPose) {
        Judged segmentation = segmentation(first, second, classes, crossEntropy);
        if (wantedPose.isEmpty()) {
            return segmentation;
        }
        var network = evaluators.pose();
        Tensor answer = network.pose(network.prepare(first.orElseThrow(), second.orElseThrow()));
        Tensor wanted = Tensors.of(wantedPose.get(), 1, wantedPose.get().length);
        Tensor pose = network.distortion(wanted, answer).mean();
        double slope = formula.pose().slope(Math.max(meanPose, MIN_POSE));
        return new Judged(
                segmentation.loss().add(pose.mul(new Scalar(slope))), segmentation.segmentation(), pose.item_double());
    }

    /** Rounded, with the gradient of what is not rounded. */
    public static Tensor rounded(Tensor frame) {
        return frame.add(frame.detach().round().sub(frame.detach()));
    }

    private Judged segmentation(Optional<Tensor> first, Optional<Tensor> second, byte[] classes, double crossEntropy) {
        SegmentationEvaluator network = evaluators.segmentation();
        Tensor seen = network.frames() == FrameChoice.FIRST ? first.orElseThrow() : second.orElseThrow();
        Tensor logits = network.logits(network.prepare(seen));
        Tensor wanted = Tensor.create(classes, false, 1, 1, network.rows(), network.columns())
                .to(torch.ScalarType.Long);
        Tensor surprise = torch.log_softmax(logits, 1).gather(1, wanted).neg();
        Tensor wrong = surprise.neg().exp().neg().add(new Scalar(1.0));
        double expected = wrong.mean().item_double();
        Tensor each = wrong;
        if (crossEntropy > 0) {
            Tensor clamped = surprise.clamp(new ScalarOptional(), new ScalarOptional(new Scalar(MAX_SURPRISE)));
            each = wrong.mul(new Scalar(1 - crossEntropy)).add(clamped.mul(new Scalar(crossEntropy)));
        }
        if (boundaryWeight > 0) {
            each = each.mul(Tensors.of(
                    Boundaries.weights(classes, network.rows(), network.columns(), boundaryWeight),
                    1,
                    1,
                    network.rows(),
                    network.columns()));
        }
        double slope = formula.segmentation().slope(expected);
        return new Judged(each.mean().mul(new Scalar(slope)), expected, 0);
    }
}
