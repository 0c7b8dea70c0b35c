package org.fovea.encode.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.family.TensorSpec;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.video.FrameSize;

/**
 * The loss of a renderer on one pair and its gradient, through upsampling, rounding and the networks' own pre-processing.
 *
 * <p>Segmentation: 100 · mean over pixels of 1 − P(the original's class), which is the expected share of wrong pixels of a network that draws its class by lot;
 * mixed with the cross-entropy, clamped where a pixel is hopeless. Pose: 5/√(10·P̄) · P, the score's √(10·mean) linearised at the running mean P̄.
 * Rounding passes gradients on as if it were not there. Thread-safe.
 */
public final class Objective {
    /** A pixel whose class has less than e^−4 = 2 % pulls no harder than one with 2 %. */
    private static final double MOST_SURPRISE = 4;

    private static final double SEGMENTATION_POINTS = 100;

    /** Keeps the slope of the square root finite. */
    private static final double LEAST_POSE = 1e-7;

    private final RendererTwin twin;
    private final EvaluatorPair evaluators;
    private final FrameSize size;
    private final double boundaryWeight;

    /**
     * An objective.
     *
     * @param size of the clip's frames
     * @param boundaryWeight see {@link TrainSettings#boundaryWeight}
     */
    public Objective(RendererTwin twin, EvaluatorPair evaluators, FrameSize size, double boundaryWeight) {
        this.twin = twin;
        this.evaluators = evaluators;
        this.size = size;
        this.boundaryWeight = boundaryWeight;
    }

    /**
     * The gradient of the networks' loss.
     *
     * @param weights one array for each tensor
     * @param crossEntropy its share in the segmentation loss, 0..1
     * @param meanPose running mean of the pose distortion
     */
    public Gradient judged(float[][] weights, TrainingPair pair, double crossEntropy, double meanPose) {
        return judged(weights, pair, pair.pose(), crossEntropy, meanPose);
    }

    /** The same with another pose than the pair's. */
    Gradient judged(float[][] weights, TrainingPair pair, float[] told, double crossEntropy, double meanPose) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> leaves = leaves(weights);
            Tensor given = pose(told).set_requires_grad(twin.learnsPoses());
            RendererTwin.Drawing drawing = twin.draw(leaves, twin.input(pair.mask()), given);
            Optional<Tensor> first = drawing.first().map(this::frame);
            Optional<Tensor> second = drawing.second().map(this::frame);
            Losses segmentation = segmentation(first, second, pair.classes(), crossEntropy);
            Tensor loss = segmentation.loss();
            double distortion = 0;
            if (twin.learnsPoses()) {
                var network = evaluators.pose();
                Tensor answer = network.pose(network.prepare(first.orElseThrow(), second.orElseThrow()));
                Tensor wanted = Tensors.of(pair.wantedPose(), 1, pair.wantedPose().length);
                Tensor pose = network.distortion(wanted, answer).mean();
                distortion = pose.item_double();
                double slope = 5 / Math.sqrt(10 * Math.max(meanPose, LEAST_POSE));
                loss = loss.add(pose.mul(new Scalar(slope)));
            }
            loss.backward();
            float[] poseSlope = twin.learnsPoses() ? slope(given, told.length) : new float[0];
            return new Gradient(segmentation.expected(), distortion, loss.item_double(), gradients(leaves), poseSlope);
        }
    }

    /**
     * The gradient of the mean squared difference to the original, in units of the whole range, at the mask's resolution.
     *
     * @param picture the original of the frame that is drawn from the mask, RGB, of the mask's size
     */
    public Gradient painted(float[][] weights, TrainingPair pair, byte[] picture, FrameSize pictureSize) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> leaves = leaves(weights);
            RendererTwin.Drawing drawing = twin.draw(leaves, twin.input(pair.mask()), pose(pair.pose()));
            Tensor wanted = Tensors.ofFrames(pictureSize, List.of(picture)).div(new Scalar(255.0));
            Tensor loss = null;
            for (Optional<Tensor> frame : List.of(drawing.first(), drawing.second())) {
                if (frame.isPresent()) {
                    Tensor drawn = resized(frame.get(), pictureSize).div(new Scalar(255.0));
                    Tensor difference = drawn.sub(wanted);
                    Tensor squared = difference.mul(difference).mean();
                    loss = loss == null ? squared : loss.add(squared);
                }
            }
            loss.backward();
            return new Gradient(0, 0, loss.item_double(), gradients(leaves), new float[0]);
        }
    }

    private record Losses(Tensor loss, double expected) {}

    private Losses segmentation(Optional<Tensor> first, Optional<Tensor> second, byte[] classes, double crossEntropy) {
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
            Tensor clamped = surprise.clamp(new ScalarOptional(), new ScalarOptional(new Scalar(MOST_SURPRISE)));
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
        return new Losses(each.mean().mul(new Scalar(SEGMENTATION_POINTS)), expected);
    }

    private static Tensor pose(float[] pose) {
        return Tensors.of(pose, 1, pose.length);
    }

    /** As large as the clip's frames and rounded, with the gradient of what is not rounded. */
    private Tensor frame(Tensor drawn) {
        Tensor large = resized(drawn, size);
        return large.add(large.detach().round().sub(large.detach()));
    }

    private static Tensor resized(Tensor drawn, FrameSize size) {
        if (drawn.size(2) == size.height() && drawn.size(3) == size.width()) {
            return drawn;
        }
        return torch.upsample_bilinear2d(drawn, new long[] {size.height(), size.width()}, false);
    }

    private List<Tensor> leaves(float[][] weights) {
        List<Tensor> leaves = new ArrayList<>();
        List<TensorSpec> specs = twin.tensors();
        for (int i = 0; i < weights.length; i++) {
            long[] shape =
                    specs.get(i).shape().stream().mapToLong(Integer::longValue).toArray();
            leaves.add(Tensors.of(weights[i], shape).set_requires_grad(true));
        }
        return leaves;
    }

    private float[][] gradients(List<Tensor> leaves) {
        float[][] values = new float[leaves.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = slope(leaves.get(i), twin.tensors().get(i).count());
        }
        return values;
    }

    /** What the loss does not depend on has no gradient. */
    private static float[] slope(Tensor leaf, int count) {
        Tensor gradient = leaf.grad();
        return gradient.defined() ? Tensors.floats(gradient) : new float[count];
    }
}
