package org.fovea.encode.train;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.DrawnPairs;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.render.KernelChoice;
import org.fovea.video.inflate.DecodedPictures;
import org.fovea.video.inflate.FrameRestorer;

/**
 * The training of a post-filter: frames as the decoder gives them to the filter, through the filter, rounding and the
 * networks, against what the networks answered on the original. The original's pixels are not used.
 */
record FilterTraining(
        GroundTruth truth,
        VideoContent content,
        TrainSettings settings,
        UnaryOperator<float[][]> view,
        StageContext context,
        TrainableFilter trainable,
        NetworkLoss loss)
        implements WeightTraining {
    /**
     * @throws IllegalArgumentException where the archive has no filter, or the settings ask for what filters do not
     *     have
     */
    static FilterTraining of(
            Encoding before, TrainSettings settings, UnaryOperator<float[][]> view, StageContext context) {
        TrainableFilter trainable = new TrainableFilter(before.video()
                .header()
                .filter()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the archive's video has no filter to train; give renderer family filter its parameters")));
        if (settings.warmUpSteps() > 0 || settings.learnPoses()) {
            throw new IllegalArgumentException("filters are trained without warmUpSteps and learnPoses");
        }
        GroundTruth truth = before.truth();
        NetworkLoss loss = new NetworkLoss(context.evaluators(), context.formula(), MaskTensor.of(truth.masks()));
        return new FilterTraining(truth, before.video(), settings, view, context, trainable, loss);
    }

    @Override
    public Trained run(String name) throws java.io.IOException, InterruptedException {
        int frames = 2 * truth.pairs();
        DecodedPictures pictures = DecodedPictures.of(
                content, context.threads(), done -> context.progress().update("decode", done, frames));
        float[][] start = QuantisedTensor.dequantised(content.tensors());
        Schedule schedule = new Schedule(settings);
        WeightPrice price = new WeightPrice(
                content.header().tensors(), Optional.empty(), settings.rate() * context.pointsPerByte());
        Trainer.GradientOracle oracle = (step, pairs, weights, meanPose) -> {
            float[][] seen = view.apply(weights);
            Gradient gradient = Gradient.mean(Arrays.stream(pairs)
                    .mapToObj(pair -> gradient(seen, pair, pictures, schedule.sharpness(step), meanPose))
                    .toList());
            price.addTo(gradient.values(), weights, seen);
            return gradient;
        };
        Trainer trainer =
                new Trainer(name, settings, oracle, new Adam(start), truth.pairs(), Trainer.spread(truth), context);
        return Trained.of(trainer.run());
    }

    private Gradient gradient(
            float[][] weights, int pair, DecodedPictures pictures, NetworkLoss.Sharpness sharpness, double meanPose) {
        // Cheap beside the networks, so that no pictures of full size need be kept.
        FrameRestorer restorer = FrameRestorer.beforeFilter(content, KernelChoice.AUTO);
        boolean before = context.evaluators().sequence() && pair > 0;
        FramePair frames = DrawnPairs.restored(restorer, pictures, truth.size(), pair, before);
        return TorchRuntime.flushingDenormals(() -> gradient(weights, pair, frames, sharpness, meanPose));
    }

    private Tensor restored(List<Tensor> leaves, byte[] frame) {
        return trainable.restore(leaves, Tensors.ofFrames(truth.size(), List.of(frame)));
    }

    private Gradient gradient(
            float[][] weights, int pair, FramePair frames, NetworkLoss.Sharpness sharpness, double meanPose) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> leaves = Leaves.of(content.header().tensors(), weights);
            NetworkLoss.TaskLoss lost = loss.of(
                    new NetworkLoss.Shown(
                            Optional.ofNullable(frames.before()).map(last -> restored(leaves, last)),
                            restored(leaves, frames.first()),
                            restored(leaves, frames.second())),
                    List.of(truth.answer(pair)),
                    true,
                    sharpness,
                    meanPose);
            lost.loss().mean().backward();
            return new Gradient(lost.lost(), Leaves.gradients(leaves), new float[0]);
        }
    }
}
