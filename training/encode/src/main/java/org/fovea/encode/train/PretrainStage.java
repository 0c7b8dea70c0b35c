package org.fovea.encode.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
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

/**
 * Teaches a renderer without masks where the classes are, before any network judges: a step costs a tenth of one with
 * the networks. In place of colours its last layer says classes, and a cross-entropy compares these with the masks. In
 * the end, the layer is turned into one that renders each class in a colour of its own.
 */
public final class PretrainStage implements Stage {
    private static final String NAME = "pretrain";

    private final PretrainSettings settings;

    /** A stage with these settings. */
    public PretrainStage(PretrainSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        return taught(before, context).encoding();
    }

    /**
     * What a renderer has learnt.
     *
     * @param encoding with its weights
     * @param wrong share of the pixels of all pairs that it gives another class than the masks say, each as much as it
     *     counts
     */
    public record Taught(Encoding encoding, double wrong) {}

    /** Runs the stage, as {@link #run} does, and says how well it went. */
    public Taught taught(Encoding before, StageContext context) throws IOException, InterruptedException {
        RendererContent content = before.latents();
        if (content.header().family() != LatentFamily.ID) {
            throw new IllegalArgumentException("renderer family "
                    + content.header().rendererFamily().name() + " is not pre-trained on class masks");
        }
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

        PairNumbers numbers = new PairNumbers(content, false, LatentBits.FINE);
        float[][] weights = new float[specs.size()][];
        for (int i = 0; i < specs.size(); i++) {
            weights[i] = i < body
                    ? content.tensors().get(i).dequantise()
                    : Initialisation.values(specs.get(i), i, context.seed());
        }
        float[][] start = PairNumbers.appended(weights, numbers.start(content));
        ClassLoss loss = new ClassLoss(
                content.header(),
                before.truth(),
                context.evaluators().segmentation().classWeights(),
                specs);
        Schedule schedule = new Schedule(settings.training());
        Trainer.GradientOracle oracle = (step, pair, values, meanPose) -> {
            float[] own = numbers.of(PairNumbers.numbers(values), pair);
            return numbers.extended(
                    loss.at(PairNumbers.tensors(values), own, pair, step, schedule.sharpness(step)), pair);
        };
        float[][] trained = new Trainer(
                        NAME,
                        settings.training(),
                        UnaryOperator.identity(),
                        oracle,
                        settings.optimiser() == PretrainSettings.Optimiser.SOAP
                                ? Adam.soap(specs, start)
                                : new Adam(start),
                        before.truth().pairs(),
                        0,
                        context)
                .run();
        double wrong = loss.wrong(PairNumbers.tensors(trained), PairNumbers.numbers(trained), numbers);
        context.log()
                .line(String.format(
                        Locale.ROOT,
                        "pretrain: a share of %.5f of the pixels is of another class than the masks say",
                        wrong));

        double[][] palette = Palette.of(before.truth(), context);
        float[][] head = Palette.head(palette, trained[body], trained[body + 1], layout);
        List<QuantisedTensor> kept = new ArrayList<>();
        for (QuantisedTensor old : content.tensors()) {
            int i = kept.size();
            kept.add(HalfTensor.of(old.name(), old.shape(), i < body ? trained[i] : head[i - body]));
        }
        RendererContent changed = content.withTensors(kept)
                .withLatents(numbers.latentTrack(PairNumbers.numbers(trained)).orElseThrow());
        return new Taught(before.with(changed), wrong);
    }
}
