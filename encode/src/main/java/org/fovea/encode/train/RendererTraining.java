package org.fovea.encode.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.evaluate.FrameChoice;

/** The training of an archive's renderer on its clip. */
final class RendererTraining implements WeightTraining {
    private final Encoding before;
    private final TrainSettings settings;
    private final WeightView view;
    private final StageContext context;
    private final TrainableRenderer twin;

    /**
     * A training.
     *
     * @param view what the renderer will see of the weights
     * @throws IllegalArgumentException where the archive's renderer has nothing to train
     */
    RendererTraining(Encoding before, TrainSettings settings, WeightView view, StageContext context) {
        this.before = before;
        this.settings = settings;
        this.view = view;
        this.context = context;
        ArchiveHeader header = before.content().header();
        twin = TrainableRenderers.of(header, settings.learnPoses())
                .orElseThrow(() -> new IllegalArgumentException(
                        "renderer family " + header.rendererFamily().name() + " cannot be trained"));
    }

    /** The encode with poses that the renderer can learn from, where it learns poses and the archive has none yet. */
    static Encoding withPoses(Encoding encoding) {
        if (!(encoding.archive() instanceof RendererContent content)) {
            return encoding;
        }
        boolean learns = TrainableRenderers.of(content.header())
                .map(TrainableRenderer::learnsPoses)
                .orElse(false);
        if (!learns || !content.poses().columns().isEmpty()) {
            return encoding;
        }
        return encoding.with(content.withPoses(
                PoseInputs.standardised(encoding.truth(), content.poses().dimensions())));
    }

    @Override
    public Trained run(String name) throws IOException, InterruptedException {
        ArchiveHeader header = before.content().header();
        List<TrainingPair> pairs = pairs(before);
        float[][] start = before.content().tensors().stream()
                .map(QuantisedTensor::dequantise)
                .toArray(float[][]::new);
        Oracle oracle = new Oracle(pairs, pictures(pairs.size()));
        double spread = PoseInputs.spread(before.truth());
        boolean latent =
                twin.learnsPoses() && header.rendererFamily().poseMatrix().isEmpty();
        if (!latent) {
            Trainer.GradientOracle fixed = (step, pair, weights, meanPose) ->
                    oracle.gradient(step, pair, weights, pairs.get(pair).pose(), meanPose);
            Trainer trainer = new Trainer(name, settings, view, fixed, start, pairs.size(), spread, context);
            return new Trained(trainer.run(), Optional.of(before.content().poses()));
        }
        LatentPoses poses = new LatentPoses(pairs.size());
        int tensors = start.length;
        WeightView seen = values -> appended(view.of(Arrays.copyOf(values, tensors)), values[tensors]);
        Trainer.GradientOracle withPoses = (step, pair, values, meanPose) -> {
            float[][] weights = Arrays.copyOf(values, tensors);
            float[] pose = poses.pose(values[tensors], pair);
            return poses.extended(oracle.gradient(step, pair, weights, pose, meanPose), pair);
        };
        float[][] all = appended(start, poses.start(before.content().poses()));
        float[][] trained = new Trainer(name, settings, seen, withPoses, all, pairs.size(), spread, context).run();
        return new Trained(Arrays.copyOf(trained, tensors), Optional.of(poses.track(trained[tensors])));
    }

    private static float[][] appended(float[][] values, float[] last) {
        float[][] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = last;
        return all;
    }

    private TrainingPictures pictures(int pairs) throws IOException, InterruptedException {
        if (settings.warmUpSteps() == 0) {
            return null;
        }
        MaskShape masks = before.content().header().masks();
        boolean second = context.evaluators().segmentation().frames() != FrameChoice.FIRST;
        return TrainingPictures.read(context.clip(), pairs, second, new FrameSize(masks.width(), masks.height()));
    }

    /** Gives a step's gradient: first of the pixel loss, then of the task loss. */
    private final class Oracle {
        private final Schedule schedule = Schedule.of(settings);
        private final Objective objective;
        private final List<TrainingPair> pairs;
        private final TrainingPictures pictures;

        /** @param pictures null where there is no warm-up */
        Oracle(List<TrainingPair> pairs, TrainingPictures pictures) {
            this.pairs = pairs;
            this.pictures = pictures;
            objective = new Objective(
                    twin,
                    context.evaluators(),
                    context.formula(),
                    before.truth().size(),
                    settings.boundaryWeight());
        }

        Gradient gradient(long step, int pair, float[][] weights, float[] pose, double meanPose) {
            if (schedule.warmsUp(step)) {
                TrainingPair shown = pairs.get(pictures.pair(pair));
                return objective.pixelLoss(weights, shown, pictures.picture(pair), pictures.size());
            }
            return objective.taskLoss(weights, pairs.get(pair), pose, schedule.sharpness(step), meanPose);
        }
    }

    private static List<TrainingPair> pairs(Encoding encoding) {
        RendererContent content = encoding.content();
        MaskTensor masks = MaskTensor.of(content.masks());
        List<TrainingPair> pairs = new ArrayList<>();
        for (int pair = 0; pair < encoding.truth().pairs(); pair++) {
            pairs.add(new TrainingPair(
                    masks.frame(pair),
                    encoding.truth().masks().frame(pair),
                    encoding.truth().poses().get(pair),
                    content.poses().pose(pair)));
        }
        return pairs;
    }
}
