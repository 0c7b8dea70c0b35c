package org.fovea.encode.train;

import org.fovea.config.RecordBuilder;
import org.fovea.encode.Shortenable;

/**
 * How a renderer is trained.
 *
 * @param warmUpSteps steps of the pixel loss, a pre-training, in which the rendered frame need only look like the
 *     original, at the resolution of the mask; cheap, because no network judges
 * @param steps steps of the task loss, in which only the networks count
 * @param learningRate of the first of these steps
 * @param finalLearningRate of the last; half a cosine in between
 * @param rate how much the price of the weights' bytes counts in the loss, 1 = as in a score, 0 = not at all; see
 *     {@link WeightPrice}
 * @param averaging decay of the exponential moving average (EMA) of the weights: how much of it a step keeps, 0..1; the
 *     average is the result
 * @param clip largest norm of a gradient (gradient clipping)
 * @param crossEntropy share of the clipped cross-entropy in the loss at the first step; falls to 0 at the last
 * @param temperature logits of the segmentation network are divided by it in the first step: below 1, only pixels near
 *     a boundary pull, as a score sees them
 * @param finalTemperature the same in the last step; in between it falls geometrically
 * @param roughShare share of the steps, from the first on, with {@link Exactness#ROUGH rough} gradients: the
 *     segmentation network computes in bfloat16 where the processor has units for it, and frames go to it without the
 *     way over the clip's size
 * @param directShare share of the steps, from the first on, whose gradients are {@link Exactness#DIRECT direct} where
 *     they are not rough: without that way, in float32; the rest is exact
 * @param bandShare share of the steps, from the first on, in which the segmentation network sees only the rows in which
 *     classes change, but for every eighth; the rest sees all
 * @param pairsPerStep pairs that a step looks at together, 1 or more; more are meant for a GPU
 * @param hardPairs hard-example sampling: probability that a step's pair is rendered in proportion to its loss instead
 *     of evenly, 0..1; with 0, all pairs come in rounds
 * @param learnPoses whether each pair's pose is trained together with the weights where it does not go through the
 *     network anyway: for pose networks that need to find something to hold on to in the frames
 * @param learnPosesAbove leaves {@code learnPoses} out where it is not needed: where poses that are fitted to a few
 *     pairs, as the renderer renders when the training begins, bring the pose term to so many points or below; 0 =
 *     never
 */
public record TrainSettings(
        int warmUpSteps,
        int steps,
        double learningRate,
        double finalLearningRate,
        double rate,
        double averaging,
        double clip,
        double crossEntropy,
        double temperature,
        double finalTemperature,
        double roughShare,
        double directShare,
        double bandShare,
        int pairsPerStep,
        double hardPairs,
        boolean learnPoses,
        double learnPosesAbove)
        implements Shortenable<TrainSettings> {
    /** Of the first learning rate, where the weights are a base's. */
    private static final double RATE_ON_BASE = 0.5;

    /** As found best for a network of 6,500 weights. */
    public static TrainSettings defaults() {
        return new TrainSettings(400, 4000, 3e-3, 3e-5, 0, 0.997, 1, 0.4, 1, 1, 0, 0, 0, 1, 0.3, false, 0);
    }

    public static Builder builder() {
        return RecordBuilder.of(Builder.class, defaults());
    }

    public TrainSettings {
        check(warmUpSteps >= 0 && steps >= 0 && warmUpSteps + (long) steps <= 100_000_000, "warmUpSteps, steps");
        check(learningRate > 0 && learningRate <= 1, "learningRate");
        check(finalLearningRate >= 0 && finalLearningRate <= 1, "finalLearningRate");
        check(rate >= 0 && rate <= 1000, "rate");
        check(averaging >= 0 && averaging < 1, "averaging");
        check(clip > 0, "clip");
        check(crossEntropy >= 0 && crossEntropy <= 1, "crossEntropy");
        check(temperature >= 0.01 && temperature <= 100, "temperature");
        check(finalTemperature >= 0.01 && finalTemperature <= 100, "finalTemperature");
        check(roughShare >= 0 && roughShare <= 1, "roughShare");
        check(directShare >= 0 && directShare <= 1, "directShare");
        check(bandShare >= 0 && bandShare <= 1, "bandShare");
        check(pairsPerStep >= 1 && pairsPerStep <= 1024, "pairsPerStep");
        check(hardPairs >= 0 && hardPairs <= 1, "hardPairs");
        check(learnPosesAbove >= 0 && learnPosesAbove <= 1000, "learnPosesAbove");
    }

    /**
     * Fewer steps on the same curve of learning rates. The average forgets faster, so that it is that of the same share
     * of the steps.
     */
    @Override
    public TrainSettings shortened(double share) {
        return RecordBuilder.of(Builder.class, this)
                .warmUpSteps(Shortenable.steps(warmUpSteps, share))
                .steps(Shortenable.steps(steps, share))
                .averaging(shortenedAveraging(averaging, share))
                .build();
    }

    /** The same with a price of the weights' bytes, where there is none: that of the score. */
    public TrainSettings priced() {
        return rate > 0 ? this : RecordBuilder.of(Builder.class, this).rate(1).build();
    }

    /**
     * The same for weights that begin with a base: smaller steps, the bytes of differences count, and poses are learnt,
     * which fit a base's frames badly afterwards.
     */
    public TrainSettings onBase() {
        return RecordBuilder.of(Builder.class, this)
                .learningRate(Math.max(finalLearningRate, RATE_ON_BASE * learningRate))
                .learnPoses(true)
                .build()
                .priced();
    }

    TrainSettings withoutPoses() {
        return RecordBuilder.of(Builder.class, this).learnPoses(false).build();
    }

    /** @param averaging of the whole training; below 0.9 nothing is left to forget faster */
    static double shortenedAveraging(double averaging, double share) {
        return Math.max(Math.min(averaging, 0.9), 1 - (1 - averaging) / share);
    }

    private static void check(boolean holds, String field) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is out of range");
        }
    }

    /** Settings by name; see the record for what each means. */
    @SuppressWarnings("MissingJavadocMethod") // each is named as the component that it sets
    public interface Builder {
        Builder warmUpSteps(int value);

        Builder steps(int value);

        Builder learningRate(double value);

        Builder finalLearningRate(double value);

        Builder rate(double value);

        Builder averaging(double value);

        Builder crossEntropy(double value);

        Builder temperature(double value);

        Builder finalTemperature(double value);

        Builder roughShare(double value);

        Builder directShare(double value);

        Builder bandShare(double value);

        Builder pairsPerStep(int value);

        Builder hardPairs(double value);

        Builder learnPoses(boolean value);

        Builder learnPosesAbove(double value);

        /** @throws IllegalArgumentException where something is out of range */
        TrainSettings build();
    }
}
