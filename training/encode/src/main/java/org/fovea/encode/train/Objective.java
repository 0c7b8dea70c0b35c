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
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * The loss of a renderer on a pair, or on some together ({@link NetworkLoss}), and its gradient, through upsampling,
 * rounding and the networks' own pre-processing. Thread-safe.
 *
 * @param loss of the rendered frames
 * @param size of the clip's frames
 * @param direct the way of frames to the networks, where they can take it
 */
public record Objective(TrainableRenderer trainable, NetworkLoss loss, FrameSize size, Optional<DirectWay> direct) {
    /** With the way that the networks' sizes give. */
    public Objective(TrainableRenderer trainable, NetworkLoss loss, FrameSize size) {
        this(trainable, loss, size, loss.resizedTo(trainable.learnsPoses()).flatMap(seen -> DirectWay.of(seen, size)));
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
     * What the networks lose, and its gradient.
     *
     * @param drawn pairs that are drawn together, [N, …]; one only where the objective's frames are a sequence
     * @param learnt whether the slopes of the numbers are wanted
     */
    Gradient taskLoss(
            float[][] weights, List<Drawn> drawn, boolean learnt, NetworkLoss.Sharpness sharpness, double meanPose) {
        return TorchRuntime.flushingDenormals(() -> gradient(weights, drawn, learnt, sharpness, meanPose));
    }

    private Gradient gradient(
            float[][] weights, List<Drawn> drawn, boolean learnt, NetworkLoss.Sharpness sharpness, double meanPose) {
        List<PairAnswer> wanted = drawn.stream().map(one -> one.pair().wanted()).toList();
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> leaves = Leaves.of(trainable.tensors(), weights);
            Optional<Tensor> last =
                    drawn.getFirst().before().map(before -> lastFrame(leaves, before, sharpness.direct()));
            Tensor given = numbers(drawn).set_requires_grad(learnt);
            Tensor input = inputs(drawn);
            NetworkLoss.TaskLoss lost = ofRows(leaves, input, given, wanted, sharpness)
                    .orElseGet(() -> ofFrames(leaves, input, given, last, wanted, sharpness, meanPose));
            lost.loss().mean().backward();
            return new Gradient(lost.lost(), Leaves.gradients(leaves), slopes(given, learnt));
        }
    }

    private Tensor inputs(List<Drawn> drawn) {
        return trainable.inputs(drawn.stream().map(one -> one.pair().mask()).toList());
    }

    private static Tensor numbers(List<Drawn> drawn) {
        return Leaves.rows(drawn.stream().map(Drawn::numbers).toList());
    }

    private static float[] slopes(Tensor given, boolean learnt) {
        return learnt ? Leaves.slope(given, Math.toIntExact(given.numel())) : new float[0];
    }

    /** The second frame of the pair before, as it is: its own steps move it. */
    private Tensor lastFrame(List<Tensor> leaves, Drawn before, boolean atOnce) {
        try (NoGradGuard guard = new NoGradGuard()) {
            TrainableRenderer.Drawing drawing =
                    trainable.draw(leaves, inputs(List.of(before)), numbers(List.of(before)));
            return frame(drawing.second().orElseThrow(), atOnce);
        }
    }

    private NetworkLoss.TaskLoss ofFrames(
            List<Tensor> leaves,
            Tensor input,
            Tensor numbers,
            Optional<Tensor> last,
            List<PairAnswer> wanted,
            NetworkLoss.Sharpness sharpness,
            double meanPose) {
        NetworkLoss.Shown shown = shown(trainable.draw(leaves, input, numbers), last, sharpness);
        return loss.of(shown, wanted, trainable.learnsPoses(), sharpness, meanPose);
    }

    /** A frame that is not rendered is one that no network sees ({@link NetworkLoss#needsBothFrames}). */
    private NetworkLoss.Shown shown(
            TrainableRenderer.Drawing drawing, Optional<Tensor> last, NetworkLoss.Sharpness sharpness) {
        Optional<Tensor> first = drawing.first().map(drawn -> frame(drawn, sharpness.direct()));
        Optional<Tensor> second = drawing.second().map(drawn -> frame(drawn, sharpness.direct()));
        return new NetworkLoss.Shown(
                last,
                first.or(() -> second).orElseThrow(),
                second.or(() -> first).orElseThrow());
    }

    /** The same where some rows of one frame are enough, and nothing but these is rendered. */
    private Optional<NetworkLoss.TaskLoss> ofRows(
            List<Tensor> leaves,
            Tensor input,
            Tensor numbers,
            List<PairAnswer> wanted,
            NetworkLoss.Sharpness sharpness) {
        if (trainable.learnsPoses() || loss.looksFurther()) {
            return Optional.empty();
        }
        Optional<DirectWay> way = sharpness.direct() ? direct : Optional.empty();
        int height = way.map(DirectWay::rows).orElse(size.height());
        return loss.rows(sharpness, height)
                .flatMap(rows -> trainable
                        .drawRows(leaves, input, numbers, rows, height)
                        .map(drawn -> way.isPresent() ? way.get().of(drawn, rows) : stretched(drawn, rows)))
                .flatMap(cut -> loss.ofRows(cut, loss.lastMaps(wanted), sharpness));
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
                NetworkLoss.Shown shown = shown(
                        trainable.draw(constants, input, Leaves.rows(List.of(pair.pose()))),
                        Optional.empty(),
                        sharpness);
                List<byte[]> maps = loss.lastMaps(List.of(pair.wanted()));
                loss.of(shown.first(), shown.second(), maps, Optional.empty(), sharpness, 0)
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
        return taskLoss(weights, List.of(new Drawn(pair, numbers, Optional.empty())), true, sharpness, 0)
                .numberSlopes();
    }

    /**
     * How far frames are from small pictures, and its gradient.
     *
     * @param learnt whether the slopes of the numbers are wanted
     * @param pictures one for each pair
     */
    Gradient pixelLoss(
            float[][] weights, List<Drawn> drawn, boolean learnt, List<byte[]> pictures, FrameSize pictureSize) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> leaves = Leaves.of(trainable.tensors(), weights);
            Tensor given = numbers(drawn).set_requires_grad(learnt);
            TrainableRenderer.Drawing drawing = trainable.draw(leaves, inputs(drawn), given);
            Tensor wanted = Tensors.ofFrames(pictureSize, pictures).div(new Scalar(255.0));
            Tensor loss = null;
            for (Tensor frame : drawing.frames()) {
                Tensor difference =
                        resized(frame, pictureSize).div(new Scalar(255.0)).sub(wanted);
                Tensor squared = NetworkLoss.means(difference.mul(difference));
                loss = loss == null ? squared : loss.add(squared);
            }
            loss.mean().backward();
            double[] none = new double[drawn.size()];
            return new Gradient(
                    new NetworkLoss.TaskLoss(loss, none, none, none).lost(),
                    Leaves.gradients(leaves),
                    slopes(given, learnt));
        }
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
