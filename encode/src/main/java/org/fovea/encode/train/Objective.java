package org.fovea.encode.train;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * The loss of a renderer on one pair ({@link NetworkLoss}) and its gradient, through upsampling, rounding and the networks' own pre-processing. Thread-safe.
 */
public final class Objective {
    private final TrainableRenderer twin;
    private final NetworkLoss loss;
    private final FrameSize size;

    /**
     * An objective.
     *
     * @param formula whose points the loss is in
     * @param size of the clip's frames
     * @param boundaryWeight see {@link TrainSettings#boundaryWeight}
     */
    public Objective(
            TrainableRenderer twin,
            EvaluatorPair evaluators,
            ScoreFormula formula,
            FrameSize size,
            double boundaryWeight) {
        this.twin = twin;
        this.loss = new NetworkLoss(evaluators, formula, boundaryWeight);
        this.size = size;
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
        return TorchRuntime.withoutTinyNumbers(() -> gradient(weights, pair, told, crossEntropy, meanPose));
    }

    private Gradient gradient(
            float[][] weights, TrainingPair pair, float[] told, double crossEntropy, double meanPose) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> leaves = Leaves.of(twin.tensors(), weights);
            Tensor given = pose(told).set_requires_grad(twin.learnsPoses());
            TrainableRenderer.Drawing drawing = twin.draw(leaves, twin.input(pair.mask()), given);
            Optional<Tensor> first = drawing.first().map(this::frame);
            Optional<Tensor> second = drawing.second().map(this::frame);
            Optional<float[]> wantedPose = twin.learnsPoses() ? Optional.of(pair.wantedPose()) : Optional.empty();
            NetworkLoss.Judged judged = loss.of(first, second, pair.classes(), wantedPose, crossEntropy, meanPose);
            judged.loss().backward();
            float[] poseSlope = twin.learnsPoses() ? Leaves.slope(given, told.length) : new float[0];
            return new Gradient(
                    judged.segmentation(),
                    judged.pose(),
                    judged.loss().item_double(),
                    Leaves.gradients(leaves),
                    poseSlope);
        }
    }

    /**
     * The gradient of the mean squared difference to the original, in units of the whole range, at the mask's resolution.
     *
     * @param picture the original of the frame that is drawn from the mask, RGB, of the mask's size
     */
    public Gradient painted(float[][] weights, TrainingPair pair, byte[] picture, FrameSize pictureSize) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> leaves = Leaves.of(twin.tensors(), weights);
            TrainableRenderer.Drawing drawing = twin.draw(leaves, twin.input(pair.mask()), pose(pair.pose()));
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
            return new Gradient(0, 0, loss.item_double(), Leaves.gradients(leaves), new float[0]);
        }
    }

    private static Tensor pose(float[] pose) {
        return Tensors.of(pose, 1, pose.length);
    }

    /** As large as the clip's frames and rounded, with the gradient of what is not rounded. */
    private Tensor frame(Tensor drawn) {
        return NetworkLoss.rounded(resized(drawn, size));
    }

    private static Tensor resized(Tensor drawn, FrameSize size) {
        if (drawn.size(2) == size.height() && drawn.size(3) == size.width()) {
            return drawn;
        }
        return torch.upsample_bilinear2d(drawn, new long[] {size.height(), size.width()}, false);
    }
}
