package org.fovea.encode.quantise;

import org.fovea.encode.Shortenable;
import org.fovea.encode.train.LatentBits;
import org.fovea.encode.train.TrainSettings;

/**
 * How weights are brought into the numbers of an archive.
 *
 * @param training that goes on with quantised weights, without warm-up; 0 steps: the weights are rounded as they are
 * @param formats to begin with
 * @param ranges of the weights' codes while they are trained
 * @param latentBits of each latent number, 1..14, where the archive has any and they are trained with the weights
 */
public record QuantiseSettings(TrainSettings training, RoleFormats formats, Ranges ranges, int latentBits)
        implements Shortenable<QuantiseSettings> {
    /** What the ranges of codes do while their weights are trained. */
    public enum Ranges {
        /**
         * They follow the weights: those of each step are chosen again, which moves all that the other weights are read
         * as.
         */
        MOVING,
        /** They stay those of the weights that the stage begins with, see {@link NumberFormat.Held}. */
        HELD
    }

    /** @throws IllegalArgumentException where something is out of range */
    public QuantiseSettings {
        new LatentBits(latentBits, false);
        if (training.warmUpSteps() != 0) {
            throw new IllegalArgumentException("warmUpSteps of the training after quantisation must be 0");
        }
    }

    /**
     * A shorter training, in the formats to begin with. Its ranges move: held ones learn more slowly at first, and
     * catch up after some 1,500 steps.
     */
    @Override
    public QuantiseSettings shortened(double share) {
        return new QuantiseSettings(training.shortened(share), formats, Ranges.MOVING, latentBits);
    }

    /** Everything but the steps stays. */
    public QuantiseSettings withShareOfSteps(double share) {
        return new QuantiseSettings(training.shortened(share), formats, ranges, latentBits);
    }

    /** The same with a training that counts the weights' bytes. */
    public QuantiseSettings priced() {
        return new QuantiseSettings(training.priced(), formats, ranges, latentBits);
    }

    /** The same for weights that begin with a base: their bytes count. */
    public QuantiseSettings onBase() {
        return new QuantiseSettings(training.onBase(), formats, ranges, latentBits);
    }

    /** FP4 for weights, few bits for the rest, with 2,000 steps of training. */
    public static QuantiseSettings defaults() {
        return new QuantiseSettings(
                TrainSettings.builder()
                        .warmUpSteps(0)
                        .steps(2000)
                        .learningRate(1e-3)
                        .finalLearningRate(2e-5)
                        .crossEntropy(0)
                        .build(),
                RoleFormats.defaults(),
                Ranges.MOVING,
                6);
    }
}
