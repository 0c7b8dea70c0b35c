package org.fovea.encode.carrier;

import org.fovea.encode.Shortenable;
import org.fovea.encode.Training;
import org.fovea.encode.train.Optimiser;
import org.fovea.encode.train.TrainSettings;

/**
 * Settings of {@link CarrierStage}.
 *
 * @param steps of the training
 * @param learningRate of the first step
 * @param finalLearningRate of the last; half a cosine in between
 * @param optimiser what turns gradients into steps
 * @param averaging decay of the running average that is the result, 0..1
 * @param batch pairs whose gradients make a step, 1..1000; all pairs where the clip has fewer
 * @param inFlight gradients that are computed at the same time, as in {@link TrainSettings}
 * @param checkpointSeconds time between two checkpoints
 */
public record CarrierSettings(
        int steps,
        double learningRate,
        double finalLearningRate,
        Optimiser optimiser,
        double averaging,
        int batch,
        int inFlight,
        double checkpointSeconds)
        implements Training<CarrierSettings> {
    private static final int MAX_BATCH = 1000;

    /** No gradient is shortened: steps are of the optimiser's own length. */
    private static final double NO_CLIP = 1e9;

    /** As found useful for 60 pairs of a drive. */
    public static CarrierSettings defaults() {
        return new CarrierSettings(600, 0.03, 3e-4, Optimiser.ADAM, 0.98, 12, 2, 20);
    }

    /** @throws IllegalArgumentException where something is out of range */
    public CarrierSettings {
        if (batch < 1 || batch > MAX_BATCH) {
            throw new IllegalArgumentException("batch " + batch + " is not in 1.." + MAX_BATCH);
        }
    }

    @Override
    public CarrierSettings shortened(double share) {
        return new CarrierSettings(
                Shortenable.steps(steps, share),
                learningRate,
                finalLearningRate,
                optimiser,
                training().shortened(share).averaging(),
                batch,
                inFlight,
                checkpointSeconds);
    }

    /** The same for the trainer. */
    TrainSettings training() {
        return TrainSettings.builder()
                .warmUpSteps(0)
                .steps(steps)
                .learningRate(learningRate)
                .finalLearningRate(finalLearningRate)
                .optimiser(optimiser)
                .averaging(averaging)
                .clip(NO_CLIP)
                .inFlight(inFlight)
                .crossEntropy(0)
                .hardPairs(0)
                .checkpointSeconds(checkpointSeconds)
                .build();
    }
}
