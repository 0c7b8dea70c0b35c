package org.fovea.encode.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.evaluate.FrameChoice;

/** The training of an archive's renderer on its clip. */
record RendererTraining(
        Encoding before, TrainSettings settings, View view, StageContext context, TrainableRenderer trainable)
        implements WeightTraining {
    /** @throws IllegalArgumentException where the archive's renderer has nothing to train */
    static RendererTraining of(Encoding before, TrainSettings settings, View view, StageContext context) {
        ArchiveHeader header = before.content().header();
        boolean moves = settings.learnPoses() || NetworkLoss.needsBothFrames(context.evaluators());
        TrainableRenderer trainable = TrainableRenderer.of(header, moves)
                .orElseThrow(() -> new IllegalArgumentException(
                        "renderer family " + header.rendererFamily().name() + " cannot be trained"));
        return new RendererTraining(before, settings, view, context, trainable);
    }

    @Override
    public Trained run(String name) throws IOException, InterruptedException {
        ArchiveHeader header = before.content().header();
        List<TrainingPair> pairs = pairs(before);
        float[][] start = QuantisedTensor.dequantised(before.content().tensors());
        Oracle oracle = new Oracle(pairs, pictures(pairs.size()));
        double spread = Trainer.spread(before.truth());
        PairNumbers numbers = PairNumbers.of(before.content(), trainable.learnsPoses(), view.latents());
        boolean learns = numbers.count() > 0;
        Trainer.GradientOracle withNumbers = (step, some, values, meanPose) -> {
            float[] seen = numbers.seen(PairNumbers.numbers(values));
            IntFunction<float[]> own =
                    shown -> learns ? numbers.of(seen, shown) : pairs.get(shown).pose();
            return numbers.extended(
                    oracle.gradient(step, some, PairNumbers.tensors(values), own, learns, meanPose), some);
        };
        float[][] all = PairNumbers.appended(start, numbers.start(before.content()));
        float[][] trained =
                new Trainer(name, settings, withNumbers, new Adam(all), pairs.size(), spread, context).run();
        float[] learnt = PairNumbers.numbers(trained);
        return new Trained(PairNumbers.tensors(trained), numbers.poseTrack(learnt), numbers.latentTrack(learnt));
    }

    private TrainingPictures pictures(int pairs) throws IOException, InterruptedException {
        if (settings.warmUpSteps() == 0) {
            return null;
        }
        CodedShape drawn = before.content().header().coded();
        boolean second = context.evaluators().segmentation().frames() != FrameChoice.FIRST;
        FrameSize size = new FrameSize(drawn.width(), drawn.height());
        return TrainingPictures.read(context.clip(), pairs, second, size, TrainingPictures.MOST);
    }

    /** Gives a step's gradient: first of the pixel loss, then of the task loss. */
    private final class Oracle {
        private final Schedule schedule = new Schedule(settings);
        private final Objective objective;
        private final List<TrainingPair> pairs;
        private final TrainingPictures pictures;
        private final WeightPrice price;

        /** @param pictures null where there is no warm-up */
        Oracle(List<TrainingPair> pairs, TrainingPictures pictures) {
            this.pairs = pairs;
            this.pictures = pictures;
            NetworkLoss loss = new NetworkLoss(
                    context.evaluators(),
                    context.formula(),
                    MaskTensor.of(before.truth().masks()));
            objective = new Objective(trainable, loss, before.truth().size());
            price = new WeightPrice(
                    trainable.tensors(), before.content().weights().base(), settings.rate() * context.pointsPerByte());
        }

        /**
         * The gradient at what the decoder sees of weights.
         *
         * @param numbers of any pair
         */
        Gradient gradient(
                long step,
                int[] some,
                float[][] weights,
                IntFunction<float[]> numbers,
                boolean learnt,
                double meanPose) {
            float[][] seen = view.weights().apply(weights);
            if (schedule.warmsUp(step)) {
                return objective.pixelLoss(
                        seen,
                        each(
                                some,
                                pair -> new Objective.Drawn(
                                        pairs.get(pictures.pair(pair)), numbers.apply(pair), Optional.empty())),
                        learnt,
                        each(some, pictures::picture),
                        pictures.size());
            }
            List<Objective.Drawn> drawn = each(some, pair -> drawn(pair, numbers));
            // The pairs of a sequence look at the one before them.
            List<List<Objective.Drawn>> parts = context.evaluators().sequence()
                    ? drawn.stream().map(List::of).toList()
                    : List.of(drawn);
            Gradient gradient = Gradient.mean(parts.stream()
                    .map(part -> objective.taskLoss(seen, part, learnt, schedule.sharpness(step), meanPose))
                    .toList());
            price.addTo(gradient.values(), weights, seen);
            return gradient;
        }

        private static <T> List<T> each(int[] some, IntFunction<T> made) {
            return Arrays.stream(some).mapToObj(made).toList();
        }

        private Objective.Drawn drawn(int pair, IntFunction<float[]> numbers) {
            boolean sequence = context.evaluators().sequence() && pair > 0;
            return new Objective.Drawn(
                    pairs.get(pair),
                    numbers.apply(pair),
                    sequence
                            ? Optional.of(
                                    new Objective.Drawn(pairs.get(pair - 1), numbers.apply(pair - 1), Optional.empty()))
                            : Optional.empty());
        }
    }

    private static List<TrainingPair> pairs(Encoding encoding) {
        RendererContent content = encoding.content();
        byte[] none = {};
        IntFunction<byte[]> masks = content.hasLatents() ? pair -> none : MaskTensor.of(content.masks())::frame;
        return IntStream.range(0, encoding.truth().pairs())
                .mapToObj(pair -> new TrainingPair(
                        masks.apply(pair),
                        encoding.truth().answer(pair),
                        content.poses().pose(pair)))
                .toList();
    }
}
