package org.fovea.encode.carrier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.Carrier;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.encode.quantise.NumberFormat;
import org.fovea.encode.quantise.WeightQuantiser;
import org.fovea.encode.start.Fit;
import org.fovea.encode.train.Adam;
import org.fovea.encode.train.PairNumbers;
import org.fovea.encode.train.PoseInputs;
import org.fovea.encode.train.Trainer;
import org.fovea.encode.train.WeightView;

/**
 * Trains patterns, grey and numbers of a {@link Carrier} beside frames that stay as the archive draws them, through the
 * pose network alone. Weights are seen as the archive stores them, so that the stage may come before quantisation or
 * after it; numbers are fine, and stage {@code poses} makes them coarser.
 */
public final class CarrierStage implements Stage {
    private static final String NAME = "carrier";

    private final CarrierSettings settings;

    /** A stage. */
    public CarrierStage(CarrierSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * @throws IllegalArgumentException where the archive's renderer has no carrier
     * @throws org.fovea.encode.start.UnfitException where the segmentation network looks at it
     */
    @Override
    public Sight sight() {
        return Sight.PAIRS;
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        if (!context.evaluators().pose().present()) {
            return before;
        }
        ArchiveHeader header = before.content().header();
        Carrier carrier = header.carrier()
                .orElseThrow(() -> new IllegalArgumentException(
                        "renderer family " + header.rendererFamily().name() + " without a carrier has none to train"));
        Fit.verifyCarrier(header.rendererFamily(), header.parameters(), context.evaluators());
        RendererContent content = begun(before, carrier);
        PairNumbers numbers = PairNumbers.ofPoses(content);
        try (CarrierLoss loss = new CarrierLoss(
                before.truth(), content, carrier, numbers, context.evaluators().pose())) {
            return before.with(trained(before, content, carrier, loss, numbers, context));
        }
    }

    /** With numbers to begin at. */
    private static RendererContent begun(Encoding before, Carrier carrier) {
        RendererContent given = before.content();
        return given.poses().columns().isEmpty()
                ? given.withPoses(PoseInputs.standardised(before.truth(), carrier.patterns(), true))
                : given;
    }

    private RendererContent trained(
            Encoding before,
            RendererContent content,
            Carrier carrier,
            CarrierLoss loss,
            PairNumbers numbers,
            StageContext context)
            throws IOException, InterruptedException {
        List<QuantisedTensor> all = content.tensors();
        List<QuantisedTensor> own = all.subList(0, carrier.tensorCount());
        WeightQuantiser quantiser = new WeightQuantiser(
                loss.specs(), own.stream().map(NumberFormat::of).toList());
        WeightView view = values ->
                PairNumbers.appended(quantiser.read(PairNumbers.tensors(values)), PairNumbers.numbers(values));
        float[][] weights = QuantisedTensor.dequantised(own);
        int pairs = content.header().pairs();
        float[][] trained = new Trainer(
                        NAME,
                        settings.training(),
                        view,
                        (step, pair, values, meanPose) -> loss.gradient(batch(pair, pairs), values),
                        Adam.of(
                                settings.optimiser(),
                                loss.specs(),
                                PairNumbers.appended(weights, numbers.start(content))),
                        pairs,
                        PoseInputs.spread(before.truth()),
                        context)
                .run();
        context.log()
                .line(String.format(
                        Locale.ROOT,
                        "carrier: %d patterns of %d×%d in %d colours, pose term %.5f with fine numbers",
                        carrier.patterns(),
                        carrier.rows(),
                        carrier.columns(),
                        carrier.colours(),
                        context.formula().pose().points(loss.mean(view.of(trained)))));
        List<QuantisedTensor> tensors = new ArrayList<>(quantiser.quantise(PairNumbers.tensors(trained)));
        tensors.addAll(all.subList(own.size(), all.size()));
        return content.withTensors(tensors)
                .withPoses(numbers.poseTrack(PairNumbers.numbers(trained)).orElseThrow());
    }

    /** A pair and others at even distances. */
    private int[] batch(int pair, int pairs) {
        int[] which = new int[Math.min(settings.batch(), pairs)];
        for (int i = 0; i < which.length; i++) {
            which[i] = (int) ((pair + (long) i * pairs / which.length) % pairs);
        }
        return which;
    }
}
