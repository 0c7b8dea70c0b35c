package org.fovea.encode.train;

import org.fovea.encode.Shortenable;

/**
 * How a renderer without masks is pre-trained on class masks, without the networks.
 *
 * @param steps of the training, each on one pair
 * @param optimiser what turns gradients into steps
 * @param averaging decay of the exponential moving average (EMA) of the weights, 0..1; the average is the result
 */
public record PretrainSettings(int steps, Optimiser optimiser, double averaging)
        implements Shortenable<PretrainSettings> {
    /** What turns gradients into steps. */
    public enum Optimiser {
        /** Adam; each number is scaled by itself. */
        ADAM,
        /** Adam in the eigenbasis of each matrix's gradients. */
        SOAP
    }

    /** Times the share of the steps that a trial has of others. */
    private static final double SHARE_OF_CHEAP_STEPS = 5;

    /** Of the steps, where the weights are a base's. */
    private static final double SHARE_ON_BASE = 0.4;

    /** As found best for a network of 14,000 weights. */
    public static PretrainSettings defaults() {
        return new PretrainSettings(12000, Optimiser.ADAM, 0.998);
    }

    /**
     * More of the steps than {@code share} says: they cost a tenth of those of other trainings, and what follows says
     * little of a family before it has them.
     */
    @Override
    public PretrainSettings shortened(double share) {
        return withShareOfSteps(Math.min(1, SHARE_OF_CHEAP_STEPS * share));
    }

    /** Everything but the steps stays. */
    public PretrainSettings withShareOfSteps(double share) {
        return new PretrainSettings(
                Shortenable.steps(steps, share), optimiser, TrainSettings.shortenedAveraging(averaging, share));
    }

    /** The same where only latent numbers are learnt, on the weights of a base; they have no eigenbasis. */
    public PretrainSettings onBase() {
        return new PretrainSettings(
                Shortenable.steps(steps, SHARE_ON_BASE),
                Optimiser.ADAM,
                TrainSettings.shortenedAveraging(averaging, SHARE_ON_BASE));
    }

    TrainSettings training() {
        return TrainSettings.builder()
                .warmUpSteps(0)
                .steps(steps)
                .learningRate(5e-3)
                .finalLearningRate(5e-5)
                .averaging(averaging)
                .crossEntropy(0.5)
                .hardPairs(0)
                .build();
    }
}
