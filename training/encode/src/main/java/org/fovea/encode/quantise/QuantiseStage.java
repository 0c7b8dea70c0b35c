package org.fovea.encode.quantise;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightBase;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;
import org.fovea.encode.train.LatentBits;
import org.fovea.encode.train.PoseNeed;
import org.fovea.encode.train.TrainSettings;
import org.fovea.encode.train.Trained;
import org.fovea.encode.train.WeightTraining;

/** Brings the weights of a renderer or a filter into the numbers of an archive, and trains them to live with it. */
public record QuantiseStage(QuantiseSettings settings) implements Stage {
    private static final String NAME = "quantise";

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        List<TensorSpec> specs = before.archive().header().tensors();
        List<QuantisedTensor> tensors = before.archive().tensors();
        List<NumberFormat> formats = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            NumberFormat now = NumberFormat.of(tensors.get(i));
            formats.add(settings.formats().of(specs.get(i).role()).orElse(now));
        }
        float[][] start = QuantisedTensor.dequantised(tensors);
        WeightQuantiser moving = new WeightQuantiser(specs, formats);
        // Held ones are those of the weights before, after a resume, too.
        WeightQuantiser own = settings.ranges() == QuantiseSettings.Ranges.HELD ? moving.holding(start) : moving;
        Optional<WeightBase> base = before.archive() instanceof RendererContent content
                ? content.weights().base()
                : Optional.empty();
        WeightQuantiser quantiser = base.map(moving::on).orElse(own);
        Trained trained;
        if (settings.training().steps() > 0) {
            TrainSettings training = PoseNeed.settled(NAME, settings.training(), before, context);
            WeightTraining.View view =
                    new WeightTraining.View(quantiser::read, new LatentBits(settings.latentBits(), false));
            trained = WeightTraining.of(before, training, view, context).run(NAME);
        } else {
            trained = Trained.of(start);
        }
        return before.with(trained.in(before.archive(), quantiser.quantise(trained.weights())));
    }
}
