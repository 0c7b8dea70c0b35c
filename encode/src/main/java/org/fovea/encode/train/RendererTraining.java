package org.fovea.encode.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.pipeline.Encoding;
import org.fovea.encode.pipeline.StageContext;
import org.fovea.evaluate.FrameChoice;
import org.fovea.video.FrameSize;

/** The training of an archive's renderer on its clip, with or without quantisation in mind. */
public final class RendererTraining {
    private final Encoding before;
    private final TrainSettings settings;
    private final WeightView view;
    private final StageContext context;
    private final RendererTwin twin;

    /**
     * A training.
     *
     * @param view what the renderer will see of the weights
     * @throws IllegalArgumentException where the archive's renderer has nothing to train
     */
    public RendererTraining(Encoding before, TrainSettings settings, WeightView view, StageContext context) {
        this.before = before;
        this.settings = settings;
        this.view = view;
        this.context = context;
        ArchiveHeader header = before.content().header();
        twin = Twins.of(header)
                .orElseThrow(() -> new IllegalArgumentException(
                        "renderer family " + header.rendererFamily().name() + " cannot be trained"));
    }

    /** The encode with poses that the renderer can learn from, where it learns poses and the archive has none yet. */
    static Encoding withPoses(Encoding encoding) {
        RendererContent content = encoding.content();
        boolean learns =
                Twins.of(content.header()).map(RendererTwin::learnsPoses).orElse(false);
        if (!learns || !content.poses().columns().isEmpty()) {
            return encoding;
        }
        return encoding.with(new RendererContent(
                content.header(),
                content.masks(),
                content.weights(),
                PoseInputs.standardised(encoding.look(), content.poses().dimensions()),
                content.tiles(),
                content.router()));
    }

    /**
     * Trains.
     *
     * @param name of the stage, for log and progress
     * @return weights in single precision, one array for each tensor
     */
    public float[][] run(String name) throws IOException, InterruptedException {
        FrameSize size = before.look().size();
        Objective objective = new Objective(twin, context.evaluators(), size, settings.boundaryWeight());
        List<TrainingPair> pairs = pairs(before);
        ArchiveHeader header = before.content().header();
        FrameSize small = new FrameSize(header.masks().width(), header.masks().height());
        boolean second = context.evaluators().segmentation().frames() != FrameChoice.FIRST;
        TrainingPictures pictures =
                settings.warmUpSteps() == 0 ? null : TrainingPictures.read(context.clip(), pairs.size(), second, small);
        Trainer.Teacher teacher = (step, pair, weights, meanPose) -> {
            if (step < settings.warmUpSteps()) {
                TrainingPair shown = pairs.get(pictures.pair(pair));
                return objective.painted(weights, shown, pictures.picture(pair), pictures.size());
            }
            double done = (double) (step - settings.warmUpSteps()) / settings.steps();
            return objective.judged(weights, pairs.get(pair), settings.crossEntropy() * (1 - done), meanPose);
        };
        return new Trainer(
                        name,
                        settings,
                        view,
                        teacher,
                        weights(before.content()),
                        pairs.size(),
                        PoseInputs.spread(before.look()),
                        context)
                .run();
    }

    private static List<TrainingPair> pairs(Encoding encoding) {
        RendererContent content = encoding.content();
        MaskTensor masks = MaskTensor.of(content.masks());
        List<TrainingPair> pairs = new ArrayList<>();
        for (int pair = 0; pair < encoding.look().pairs(); pair++) {
            pairs.add(new TrainingPair(
                    masks.frame(pair),
                    encoding.look().masks().frame(pair),
                    encoding.look().poses().get(pair),
                    content.poses().pose(pair)));
        }
        return pairs;
    }

    private static float[][] weights(RendererContent content) {
        List<QuantisedTensor> tensors = content.weights().tensors();
        float[][] weights = new float[tensors.size()][];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = tensors.get(i).dequantise();
        }
        return weights;
    }
}
