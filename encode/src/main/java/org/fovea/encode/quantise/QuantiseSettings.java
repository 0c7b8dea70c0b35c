package org.fovea.encode.quantise;

import java.util.List;
import org.fovea.encode.Training;
import org.fovea.encode.train.LatentBits;
import org.fovea.encode.train.TrainSettings;

/**
 * How weights are brought into the numbers of an archive.
 *
 * @param training that goes on with quantised weights, without warm-up; 0 steps: the weights are rounded as they are
 * @param formats to begin with
 * @param ranges of the weights' codes while they are trained
 * @param latentBits of each latent number, 1..14, where the archive has any and they are trained with the weights
 * @param allocationPairs pairs on which other formats are tried before training, spread over the clip; 0 = none are
 *     tried
 * @param allocationRounds how often all are tried at most
 * @param candidates formats that are tried, for each tensor by itself, as {@link NumberFormat#parse} reads them
 */
public record QuantiseSettings(
        TrainSettings training,
        RoleFormats formats,
        Ranges ranges,
        int latentBits,
        int allocationPairs,
        int allocationRounds,
        List<String> candidates)
        implements Training<QuantiseSettings> {
    /** What the ranges of codes do while their weights are trained. */
    public enum Ranges {
        /**
         * They follow the weights: those of each step are chosen anew, which moves all that the other weights are read
         * as.
         */
        MOVING,
        /** They stay those of the weights that the stage begins with, see {@link NumberFormat.Held}. */
        HELD
    }

    /** @throws IllegalArgumentException where something is out of range */
    public QuantiseSettings {
        candidates = List.copyOf(candidates);
        candidates.forEach(NumberFormat::parse);
        new LatentBits(latentBits, false);
        if (allocationPairs < 0 || allocationRounds < 0) {
            throw new IllegalArgumentException("allocationPairs or allocationRounds is negative");
        }
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
        return new QuantiseSettings(
                training.shortened(share), formats, Ranges.MOVING, latentBits, 0, allocationRounds, candidates);
    }

    @Override
    public QuantiseSettings withShareOfSteps(double share) {
        return new QuantiseSettings(
                training.withShareOfSteps(share),
                formats,
                ranges,
                latentBits,
                allocationPairs,
                allocationRounds,
                candidates);
    }

    /** The same with a training that counts the weights' bytes. */
    public QuantiseSettings priced() {
        return new QuantiseSettings(
                training.priced(), formats, ranges, latentBits, allocationPairs, allocationRounds, candidates);
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
                6,
                0,
                1,
                List.of("fp4/32", "fp4/64", "q4", "q5", "q6", "q7"));
    }
}
