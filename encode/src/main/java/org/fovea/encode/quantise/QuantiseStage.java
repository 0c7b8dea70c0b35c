package org.fovea.encode.quantise;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.train.LatentBits;
import org.fovea.encode.train.NetworkLoss;
import org.fovea.encode.train.PoseNeed;
import org.fovea.encode.train.TrainSettings;
import org.fovea.encode.train.Trained;
import org.fovea.encode.train.WeightTraining;
import org.fovea.evaluate.score.Score;

/** Brings the weights of a renderer or a filter into the numbers of an archive, and trains them to live with it. */
public final class QuantiseStage implements Stage {
    /** Of more tensors than this, those of the same role and format are tried together. */
    private static final int MAX_SINGLE = 40;

    private final QuantiseSettings settings;

    /** A stage with these settings. */
    public QuantiseStage(QuantiseSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "quantise";
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        List<TensorSpec> specs = before.archive().header().tensors();
        List<QuantisedTensor> tensors = before.archive().tensors();
        List<NumberFormat> formats = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            NumberFormat now = NumberFormat.of(tensors.get(i));
            formats.add(settings.formats().of(specs.get(i).role()).orElse(now));
        }
        // The choice is made again after a resume: it is the same, and short beside the training.
        List<NumberFormat> chosen =
                settings.allocationPairs() > 0 ? allocated(before, context, specs, formats) : List.copyOf(formats);
        float[][] start = QuantisedTensor.dequantised(tensors);
        WeightQuantiser moving = new WeightQuantiser(specs, chosen);
        WeightQuantiser quantiser = switch (settings.ranges()) {
            case MOVING -> moving;
            // Those of the weights before, after a resume, too.
            case HELD -> moving.holding(start);
        };
        Trained trained;
        if (settings.training().steps() > 0) {
            TrainSettings training = PoseNeed.settled(name(), settings.training(), before, context);
            WeightTraining.View view =
                    new WeightTraining.View(quantiser::read, new LatentBits(settings.latentBits(), false));
            trained = WeightTraining.of(before, training, view, context).run(name());
        } else {
            trained = Trained.of(start);
        }
        return before.with(trained.in(before.archive(), quantiser.quantise(trained.weights())));
    }

    private List<NumberFormat> allocated(
            Encoding before, StageContext context, List<TensorSpec> specs, List<NumberFormat> start)
            throws InterruptedException {
        List<float[]> values = before.archive().tensors().stream()
                .map(QuantisedTensor::dequantise)
                .toList();
        ArchiveMeasure measure = ArchiveMeasure.of(context, before.truth());
        List<Integer> pairs = before.truth().somePairs(settings.allocationPairs());
        List<NumberFormat> now =
                before.archive().tensors().stream().map(NumberFormat::of).toList();
        List<NumberFormat> candidates =
                settings.candidates().stream().map(NumberFormat::parse).toList();
        Map<TensorRole, List<NumberFormat>> byRole = new EnumMap<>(TensorRole.class);
        for (TensorRole role : TensorRole.values()) {
            settings.formats().of(role).ifPresent(any -> byRole.put(role, candidates));
        }
        List<BitAllocation.Group> groups = specs.size() > MAX_SINGLE
                ? BitAllocation.byRole(specs, now, byRole)
                : BitAllocation.byTensor(specs, now, byRole);
        boolean poses = learnsPoses(before) || NetworkLoss.needsBothFrames(context.evaluators());
        int[] tried = new int[1];
        int most = settings.allocationRounds() * groups.size() * (candidates.size() + 2);
        BitAllocation.Loss loss = weights -> {
            Score found = measure.measure(before.archive().withTensors(weights), 0, pairs, done -> {})
                    .score();
            context.progress().update("allocate", Math.min(++tried[0], most), most);
            double others =
                    found.further().stream().mapToDouble(Double::doubleValue).sum();
            return found.segmentation() + others + (poses ? found.pose() : 0);
        };
        return new BitAllocation(specs, values, groups, loss, context.pointsPerByte())
                .allocate(start, settings.allocationRounds(), trial -> {
                    if (trial.kept()) {
                        context.log()
                                .line("quantise: " + trial.group() + " as " + trial.format() + ", "
                                        + Math.round(trial.bytes()) + " bytes, "
                                        + String.format(java.util.Locale.ROOT, "%.5f", trial.points())
                                        + " points better");
                    }
                })
                .formats();
    }

    /** Poses that are found after the weights say nothing about them; a video shows motion without being told. */
    private static boolean learnsPoses(Encoding encoding) {
        ArchiveHeader header = encoding.archive().header();
        return header.isVideo() || header.rendererFamily().poseMatrix().isPresent();
    }
}
