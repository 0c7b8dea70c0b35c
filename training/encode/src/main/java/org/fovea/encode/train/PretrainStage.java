package org.fovea.encode.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.Initialisation;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.evaluate.FrameChoice;

/**
 * Teaches a renderer without masks where the classes are, before any network judges: a step costs a tenth of one with
 * the networks. In place of colours its last layer says classes, and a cross-entropy compares these with the masks. In
 * the end, the layer is turned into one that renders each class in a colour of its own. Where there is no segmentation
 * network, it learns to render small pictures of the clip.
 */
public record PretrainStage(PretrainSettings settings) implements Stage {
    private static final String NAME = "pretrain";

    /** Of all pictures; in longer clips some pairs' latent numbers are only learnt with the networks. */
    private static final long MOST_BYTES = 512L << 20;

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        RendererContent content = latents(before);
        if (!context.evaluators().segmentation().present()) {
            return onPictures(before, content, context);
        }
        Learnt learnt = learnt(before, content, context);
        if (content.weights().base().isPresent()) {
            float[] own = PairNumbers.numbers(learnt.values);
            return before.with(
                    content.withLatents(learnt.numbers.latentTrack(own).orElseThrow()));
        }
        int body = content.tensors().size() - 2;
        double[][] palette = Palette.of(before.truth(), context);
        float[][] head = Palette.head(
                palette,
                learnt.values[body],
                learnt.values[body + 1],
                LatentFamily.Layout.of(content.header().parameters()));
        return before.with(learnt.with(content, head));
    }

    /**
     * What a renderer has learnt.
     *
     * @param encoding with its weights, but for those of the last layer, which are as they were given
     * @param wrong share of the pixels of all pairs that it gives another class than the masks say, each as much as it
     *     counts
     */
    public record Taught(Encoding encoding, double wrong) {}

    /**
     * Learns classes, but looks for no colours.
     *
     * @throws IllegalArgumentException where no network says classes
     */
    public Taught taught(Encoding before, StageContext context) throws IOException, InterruptedException {
        if (!context.evaluators().segmentation().present()) {
            throw new IllegalArgumentException("no network says classes");
        }
        RendererContent content = latents(before);
        Learnt learnt = learnt(before, content, context);
        int body = content.tensors().size() - 2;
        float[][] head = {
            content.tensors().get(body).dequantise(),
            content.tensors().get(body + 1).dequantise()
        };
        return new Taught(before.with(learnt.with(content, head)), learnt.wrong);
    }

    private static RendererContent latents(Encoding before) {
        RendererContent content = before.latents();
        if (content.header().family() != LatentFamily.ID) {
            throw new IllegalArgumentException("renderer family "
                    + content.header().rendererFamily().name() + " is not pre-trained on class masks");
        }
        return content;
    }

    /**
     * What was learnt.
     *
     * @param values tensors with a last layer that says classes, then the numbers of all pairs
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Learnt(float[][] values, PairNumbers numbers, double wrong) {
        /** The archive with another last layer: weight and bias. */
        RendererContent with(RendererContent content, float[][] head) {
            float[][] all = values.clone();
            System.arraycopy(head, 0, all, content.tensors().size() - head.length, head.length);
            return PretrainStage.with(content, all, numbers);
        }
    }

    private Learnt learnt(Encoding before, RendererContent content, StageContext context)
            throws IOException, InterruptedException {
        List<TensorSpec> tensors = content.header().tensors();
        LatentFamily.Layout layout = LatentFamily.Layout.of(content.header().parameters());
        int classes = before.truth().masks().shape().classes();
        int body = tensors.size() - 2;
        List<TensorSpec> specs = new ArrayList<>(tensors.subList(0, body));
        int outputs = classes * layout.fold() * layout.fold();
        specs.add(new TensorSpec(
                "classes.weight",
                List.of(outputs, layout.channels(), 1, 1),
                TensorRole.HEAD_WEIGHT,
                layout.channels()));
        specs.add(new TensorSpec("classes.bias", List.of(outputs), TensorRole.HEAD_BIAS, layout.channels()));

        PairNumbers numbers = PairNumbers.of(content, false, LatentBits.FINE);
        float[][] weights = new float[specs.size()][];
        for (int i = 0; i < specs.size(); i++) {
            weights[i] = i < body
                    ? content.tensors().get(i).dequantise()
                    : Initialisation.values(specs.get(i), i, context.seed());
        }
        // A base knows the scene already: only what the clip has of its own is learnt, and what says classes.
        int fixed = content.weights().base().isPresent() ? body : 0;
        float[][] start =
                PairNumbers.appended(Arrays.copyOfRange(weights, fixed, weights.length), numbers.start(content));
        ClassLoss loss = ClassLoss.of(
                content.header(),
                before.truth(),
                context.evaluators().segmentation().classWeights(),
                specs);
        Schedule schedule = new Schedule(settings.training());
        Trainer.GradientOracle oracle = (step, pairs, values, meanPose) -> {
            int pair = pairs[0];
            float[] own = numbers.of(PairNumbers.numbers(values), pair);
            float[][] all = joined(weights, fixed, values);
            return numbers.extended(
                    loss.at(PairNumbers.tensors(all), own, pair, step, schedule.sharpness(step))
                            .without(fixed),
                    pair);
        };
        List<TensorSpec> free = specs.subList(fixed, specs.size());
        float[][] trained = joined(
                weights, fixed, trained(oracle, free, start, before.truth().pairs(), context));
        double wrong = loss.wrong(PairNumbers.tensors(trained), PairNumbers.numbers(trained), numbers);
        numbers.interpolateFirst(PairNumbers.numbers(trained));
        context.log().line("pretrain: a share of %.5f of the pixels is of another class than the masks say", wrong);

        return new Learnt(trained, numbers, wrong);
    }

    /** Where no network says classes: the pixels of small pictures are learnt, by the last layer as it is. */
    private Encoding onPictures(Encoding before, RendererContent content, StageContext context)
            throws IOException, InterruptedException {
        ArchiveHeader header = content.header();
        List<TensorSpec> specs = header.tensors();
        PairNumbers numbers = PairNumbers.of(content, false, LatentBits.FINE);
        Objective objective = new Objective(
                TrainableRenderer.of(header, false).orElseThrow(),
                new NetworkLoss(context.evaluators(), context.formula()),
                before.truth().size());
        FrameSize size = new FrameSize(header.coded().width(), header.coded().height());
        int pairs = before.truth().pairs();
        boolean second = context.evaluators().segmentation().frames() != FrameChoice.FIRST;
        int most = (int) Math.min(pairs, Math.max(1, MOST_BYTES / size.rgbBytes()));
        TrainingPictures pictures = TrainingPictures.read(context.clip(), pairs, second, size, most);
        Trainer.GradientOracle oracle = (_, sampled, values, _) -> {
            int pair = sampled[0];
            int shown = pictures.pair(pair);
            TrainingPair given =
                    new TrainingPair(new byte[0], before.truth().answer(shown), new float[header.poseDimensions()]);
            float[] own = numbers.of(PairNumbers.numbers(values), shown);
            return numbers.extended(
                    objective.pixelLoss(
                            PairNumbers.tensors(values),
                            List.of(new Objective.Drawn(given, own, Optional.empty())),
                            true,
                            List.of(pictures.picture(pair)),
                            size),
                    shown);
        };
        float[][] start = PairNumbers.appended(QuantisedTensor.dequantised(content.tensors()), numbers.start(content));
        float[][] trained = trained(oracle, specs, start, pairs, context);
        context.log()
                .line("pretrain: on small pictures, since the objective has no segmentation network to say classes");
        return before.with(with(content, trained, numbers));
    }

    /** The first of some arrays, then others. */
    private static float[][] joined(float[][] first, int count, float[][] others) {
        float[][] all = Arrays.copyOf(first, count + others.length);
        System.arraycopy(others, 0, all, count, others.length);
        return all;
    }

    private float[][] trained(
            Trainer.GradientOracle oracle, List<TensorSpec> specs, float[][] start, int pairs, StageContext context)
            throws IOException, InterruptedException {
        Adam adam = settings.optimiser() == PretrainSettings.Optimiser.SOAP ? Adam.soap(specs, start) : new Adam(start);
        return new Trainer(NAME, settings.training(), oracle, adam, pairs, 0, context).run();
    }

    private static RendererContent with(RendererContent content, float[][] trained, PairNumbers numbers) {
        return content.withTensors(HalfTensor.all(content.tensors(), trained))
                .withLatents(numbers.latentTrack(PairNumbers.numbers(trained)).orElseThrow());
    }
}
