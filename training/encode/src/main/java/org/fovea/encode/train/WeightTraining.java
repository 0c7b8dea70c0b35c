package org.fovea.encode.train;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.archive.VideoContent;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;

/** The training of an archive's weights on its clip, with or without quantisation in mind. */
public interface WeightTraining {
    /**
     * The training for what an archive holds.
     *
     * @param view what the decoder will see of weights and latent numbers
     * @throws IllegalArgumentException where there is nothing to train
     */
    static WeightTraining of(Encoding before, TrainSettings settings, View view, StageContext context) {
        return switch (before.archive()) {
            case RendererContent renderer -> RendererTraining.of(before, settings, view, context);
            case VideoContent video -> FilterTraining.of(before, settings, view.weights(), context);
        };
    }

    /**
     * What a decoder will see of what is trained.
     *
     * @param weights as they are, or what remains after quantisation
     * @param latents how finely latent numbers are stored, where there are any
     */
    record View(UnaryOperator<float[][]> weights, LatentBits latents) {
        /** Everything as it is. */
        public static final View EXACT = new View(UnaryOperator.identity(), LatentBits.FINE);
    }

    /** @param name of the stage, for log and progress */
    Trained run(String name) throws IOException, InterruptedException;
}
