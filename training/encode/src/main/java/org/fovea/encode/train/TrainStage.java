package org.fovea.encode.train;

import java.io.IOException;
import java.util.List;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.Stage;
import org.fovea.encode.StageContext;

/**
 * Trains the weights of a renderer or a filter in single precision, from those in the archive. Leaves them as halves.
 */
public record TrainStage(TrainSettings settings) implements Stage {
    private static final String NAME = "train";

    @Override
    public Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException {
        TrainSettings settled = PoseNeed.settled(NAME, settings, before, context);
        Trained trained = WeightTraining.of(before, settled, WeightTraining.View.EXACT, context)
                .run(NAME);
        List<QuantisedTensor> tensors = HalfTensor.all(before.archive().tensors(), trained.weights());
        return before.with(trained.in(before.archive(), tensors));
    }
}
