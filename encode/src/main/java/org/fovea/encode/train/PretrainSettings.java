package org.fovea.encode.train;

import org.fovea.encode.Shortenable;
import org.fovea.encode.Training;

/**
 * How a renderer without masks is pre-trained on class masks, where no network judges.
 *
 * @param steps of the training, each on one pair
 * @param learningRate of the first step
 * @param finalLearningRate of the last; half a cosine in between
 * @param optimiser what turns gradients into steps
 * @param averaging decay of the exponential moving average (EMA) of the weights, 0..1; the average is the result
 * @param clip largest norm of a gradient (gradient clipping)
 * @param inFlight gradients that are computed at the same time, see {@link TrainSettings#inFlight}
 * @param crossEntropy share of the clipped cross-entropy in the loss at the first step; falls to 0 at the last
 * @param paletteSteps steps in which the segmentation network is asked for the colours that the classes are drawn in at
 *     first; 0 = the original's mean colours
 * @param checkpointSeconds time between two checkpoints
 */
public record PretrainSettings(
        int steps,
        double learningRate,
        double finalLearningRate,
        Optimiser optimiser,
        double averaging,
        double clip,
        int inFlight,
        double crossEntropy,
        int paletteSteps,
        double checkpointSeconds)
        implements Training<PretrainSettings> {
    /** Times the share of the steps that a trial has of others. */
    private static final double SHARE_OF_CHEAP_STEPS = 5;

    /** As found best for a network of 14,000 weights. */
    public static PretrainSettings defaults() {
        return new PretrainSettings(12000, 5e-3, 5e-5, Optimiser.ADAM, 0.998, 1, 2, 0.5, 40, 20);
    }

    /** @throws IllegalArgumentException where something is out of range */
    public PretrainSettings {
        if (paletteSteps < 0 || paletteSteps > 10_000) {
            throw new IllegalArgumentException("paletteSteps is out of range");
        }
    }

    /**
     * More of the steps than {@code share} says: they cost a tenth of those of other trainings, and what follows says
     * little of a family before it has them.
     */
    @Override
    public PretrainSettings shortened(double share) {
        double own = Math.min(1, SHARE_OF_CHEAP_STEPS * share);
        return new PretrainSettings(
                Shortenable.steps(steps, own),
                learningRate,
                finalLearningRate,
                optimiser,
                TrainSettings.shortenedAveraging(averaging, own),
                clip,
                inFlight,
                crossEntropy,
                paletteSteps,
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
                .clip(clip)
                .inFlight(inFlight)
                .crossEntropy(crossEntropy)
                .hardPairs(0)
                .checkpointSeconds(checkpointSeconds)
                .build();
    }
}
