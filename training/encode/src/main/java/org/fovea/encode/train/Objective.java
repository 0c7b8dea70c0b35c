package org.fovea.encode.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * The loss of a renderer on one pair ({@link NetworkLoss}) and its gradient, through upsampling, rounding and the
 * networks' own pre-processing. Thread-safe.
 */
public final class Objective {
    private final TrainableRenderer trainable;
    private final NetworkLoss loss;
    private final FrameSize size;
    private final Optional<DirectWay> direct;

    /**
     * An objective.
     *
     * @param loss of the rendered frames
     * @param size of the clip's frames
     */
    public Objective(TrainableRenderer trainable, NetworkLoss loss, FrameSize size) {
        this.trainable = trainable;
        this.loss = loss;
        this.size = size;
        direct = loss.resizedTo(trainable.learnsPoses()).flatMap(seen -> DirectWay.of(seen, size));
    }

    /**
     * What is rendered at a step.
     *
     * @param pair to be judged
     * @param numbers see {@link TrainableRenderer#draw}; other ones than the pair's pose where these are trained
     * @param before the pair before it, where the objective's frames are a sequence and there is one; it has no slopes
     */
    record Drawn(TrainingPair pair, float[] numbers, Optional<Drawn> before) {}

    /**
     * The same with other numbers than the pair's pose.
     *
     * @param learnt whether the slopes of the numbers are wanted
     */
    Gradient taskLoss(
            float[][] weights, Drawn drawn, boolean learnt, NetworkLoss.Sharpness sharpness, double meanPose) {
        return TorchRuntime.flushingDenormals(() -> gradient(weights, drawn, learnt, sharpness, meanPose));
    }

    private Gradient gradient(
            float[][] weights, Drawn drawn, boolean learnt, NetworkLoss.Sharpness sharpness, double meanPose) {
        TrainingPair pair = drawn.pair();
        float[] numbers = drawn.numbers();
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> leaves = Leaves.of(trainable.tensors(), weights);
            Optional<Tensor> last = drawn.before().map(before -> lastFrame(leaves, before, sharpness.direct()));
            Tensor given = row(numbers).set_requires_grad(learnt);
            Tensor input = trainable.input(pair.mask());
            NetworkLoss.TaskLoss lost = ofRows(leaves, input, given, pair, sharpness)
                    .orElseGet(() -> ofFrames(leaves, input, given, last, pair, sharpness, meanPose));
            lost.loss().backward();
            float[] slopes = learnt ? Leaves.slope(given, numbers.length) : new float[0];
            return new Gradient(
                    lost.segmentation(),
                    lost.pose(),
                    lost.loss().item_double(),
                    Leaves.gradients(leaves),
                    slopes,
                    lost.further());
        }
    }

    /** The second frame of the pair before, as it is: its own steps move it. */
    private Tensor lastFrame(List<Tensor> leaves, Drawn before, boolean atOnce) {
        try (NoGradGuard guard = new NoGradGuard()) {
            TrainableRenderer.Drawing drawing =
                    trainable.draw(leaves, trainable.input(before.pair().mask()), row(before.numbers()));
            return frame(drawing.second().orElseThrow(), atOnce);
        }
    }

    private NetworkLoss.TaskLoss ofFrames(
            List<Tensor> leaves,
            Tensor input,
            Tensor numbers,
            Optional<Tensor> last,
            TrainingPair pair,
            NetworkLoss.Sharpness sharpness,
            double meanPose) {
        TrainableRenderer.Drawing drawing = trainable.draw(leaves, input, numbers);
        Optional<Tensor> first = drawing.first().map(drawn -> frame(drawn, sharpness.direct()));
        Optional<Tensor> second = drawing.second().map(drawn -> frame(drawn, sharpness.direct()));
        if (loss.looksFurther()) {
            // A frame that is not rendered is one that no network sees (NetworkLoss.needsBothFrames).
            NetworkLoss.Shown shown = new NetworkLoss.Shown(
                    last,
                    first.or(() -> second).orElseThrow(),
                    second.or(() -> first).orElseThrow());
            return loss.of(shown, pair.wanted(), trainable.learnsPoses(), sharpness, meanPose);
        }
        Optional<float[]> wantedPose =
                trainable.learnsPoses() ? Optional.of(pair.wanted().pose()) : Optional.empty();
        return loss.of(first, second, loss.lastMap(pair.wanted().classes()), wantedPose, sharpness, meanPose);
    }

    /** The same where some rows of one frame are enough, and nothing but these is rendered. */
    private Optional<NetworkLoss.TaskLoss> ofRows(
            List<Tensor> leaves, Tensor input, Tensor numbers, TrainingPair pair, NetworkLoss.Sharpness sharpness) {
        if (trainable.learnsPoses() || loss.looksFurther()) {
            return Optional.empty();
        }
        Optional<DirectWay> way = sharpness.direct() ? direct : Optional.empty();
        int height = way.map(DirectWay::rows).orElse(size.height());
        return loss.rows(sharpness, height)
                .flatMap(rows -> trainable
                        .drawRows(leaves, input, numbers, rows, height)
                        .map(drawn -> way.isPresent() ? way.get().of(drawn, rows) : stretched(drawn, rows)))
                .flatMap(cut -> loss.ofRows(cut, loss.lastMap(pair.wanted().classes()), sharpness));
    }

    private Tensor stretched(Tensor drawn, RowBand rows) {
        return NetworkLoss.roundedStraightThrough(
                resized(drawn, new FrameSize(size.width(), rows.end() - rows.first())));
    }

    /**
     * How the task loss depends on the mask: slopes with respect to its pixels, each taken as one number for each
     * class, of which one is 1.
     *
     * @param weights one array for each tensor
     * @param sharpness of the segmentation loss
     * @return points of the score of a clip of pairs like this one, [class][row][column]
     * @throws IllegalArgumentException where the renderer renders without masks
     */
    public float[] maskSlopes(float[][] weights, TrainingPair pair, NetworkLoss.Sharpness sharpness) {
        return TorchRuntime.flushingDenormals(() -> {
            try (PointerScope scope = new PointerScope()) {
                List<Tensor> constants = new ArrayList<>();
                Leaves.of(trainable.tensors(), weights).forEach(leaf -> constants.add(leaf.set_requires_grad(false)));
                Tensor input =
                        trainable.input(pair.mask()).to(torch.ScalarType.Float).set_requires_grad(true);
                TrainableRenderer.Drawing drawing = trainable.draw(constants, input, row(pair.pose()));
                Optional<Tensor> first = drawing.first().map(drawn -> frame(drawn, sharpness.direct()));
                Optional<Tensor> second = drawing.second().map(drawn -> frame(drawn, sharpness.direct()));
                loss.of(first, second, loss.lastMap(pair.wanted().classes()), Optional.empty(), sharpness, 0)
                        .loss()
                        .backward();
                return Tensors.floats(trainable
                        .ofPixels(input.grad())
                        .orElseThrow(() -> new IllegalArgumentException("the renderer draws without masks"))
                        .contiguous());
            }
        });
    }

    /**
     * How the task loss depends on the pair's numbers, poses left out.
     *
     * @param weights one array for each tensor
     * @param numbers see {@link TrainableRenderer#draw}
     * @param sharpness of the segmentation loss
     * @return points of the score of a clip of pairs like this one for each of the numbers; 0 for a pose that the
     *     trainable does not look at
     */
    public float[] numberSlopes(
            float[][] weights, TrainingPair pair, float[] numbers, NetworkLoss.Sharpness sharpness) {
        return taskLoss(weights, new Drawn(pair, numbers, Optional.empty()), true, sharpness, 0)
                .numberSlopes();
    }

    /**
     * The same with other numbers than the pair's pose.
     *
     * @param numbers see {@link TrainableRenderer#draw}
     * @param learnt whether their slopes are wanted
     */
    Gradient pixelLoss(
            float[][] weights,
            TrainingPair pair,
            float[] numbers,
            boolean learnt,
            byte[] picture,
            FrameSize pictureSize) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> leaves = Leaves.of(trainable.tensors(), weights);
            Tensor given = row(numbers).set_requires_grad(learnt);
            TrainableRenderer.Drawing drawing = trainable.draw(leaves, trainable.input(pair.mask()), given);
            Tensor wanted = Tensors.ofFrames(pictureSize, List.of(picture)).div(new Scalar(255.0));
            Tensor loss = null;
            for (Tensor frame : drawing.frames()) {
                Tensor drawn = resized(frame, pictureSize).div(new Scalar(255.0));
                Tensor difference = drawn.sub(wanted);
                Tensor squared = difference.mul(difference).mean();
                loss = loss == null ? squared : loss.add(squared);
            }
            loss.backward();
            float[] slopes = learnt ? Leaves.slope(given, numbers.length) : new float[0];
            return new Gradient(0, 0, loss.item_double(), Leaves.gradients(leaves), slopes);
        }
    }

    private static Tensor row(float[] numbers) {
        return Tensors.of(numbers, 1, numbers.length);
    }

    /**
     * As large as the clip's frames and rounded, straight through for the gradient; or at once as the networks see it.
     */
    private Tensor frame(Tensor drawn, boolean atOnce) {
        if (atOnce && direct.isPresent() && direct.get().suits(drawn)) {
            return direct.get().of(drawn);
        }
        return NetworkLoss.roundedStraightThrough(resized(drawn, size));
    }

    private static Tensor resized(Tensor drawn, FrameSize size) {
        if (drawn.size(2) == size.height() && drawn.size(3) == size.width()) {
            return drawn;
        }
        return TensorPixels.stretched(drawn, size.height(), size.width());
    }
}
