package org.fovea.encode.train;

/**
 * How a renderer is trained.
 *
 * @param warmUpSteps steps of the pixel loss, a pre-training, in which the drawn frame need only look like the original, at the resolution of the mask; cheap, because no network judges
 * @param steps steps of the task loss, in which only the networks count
 * @param learningRate of the first of these steps
 * @param finalLearningRate of the last; half a cosine in between
 * @param weightDecay share of a weight that is taken away in a step, times the learning rate (AdamW)
 * @param optimiser what turns gradients into steps
 * @param averaging decay of the exponential moving average (EMA) of the weights: how much of it a step keeps, 0..1; the average is the result
 * @param clip largest norm of a gradient (gradient clipping)
 * @param inFlight gradients that are computed at the same time, one more than their staleness: each is taken at the weights of {@code inFlight} - 1 steps ago, whatever the number of
 *     threads, so that cores can share the work and the result does not depend on them
 * @param crossEntropy share of the clipped cross-entropy in the loss at the first step; falls to 0 at the last
 * @param temperature logits of the segmentation network are divided by it in the first step: below 1, only pixels near a boundary pull, as a score sees them
 * @param finalTemperature the same in the last step; in between it falls geometrically
 * @param roughShare share of the steps, from the first on, whose gradient need not be exact: the segmentation network computes in bfloat16 where the processor has units for it, and where
 *     the networks resize frames to the size of what is drawn, these are not stretched to the clip's size and rounded in between; the rest is exact
 * @param bandShare share of the steps, from the first on, in which the segmentation network looks only at the rows in which classes change; the rest sees all
 * @param boundaryWeight how much more a pixel counts that lies beside another class in the original, 0 = as much as any
 * @param hardPairs hard-example sampling: share of the steps whose pair is sampled in proportion to its loss instead of evenly, 0..1
 * @param checkpointSeconds time between two checkpoints
 * @param learnPoses whether each pair's pose is trained together with the weights where it does not go through the network anyway: for pose networks that need
 *     to find something to hold on to in the frames
 */
public record TrainSettings(
        int warmUpSteps,
        int steps,
        double learningRate,
        double finalLearningRate,
        double weightDecay,
        Optimiser optimiser,
        double averaging,
        double clip,
        int inFlight,
        double crossEntropy,
        double temperature,
        double finalTemperature,
        double roughShare,
        double bandShare,
        double boundaryWeight,
        double hardPairs,
        double checkpointSeconds,
        boolean learnPoses) {
    /** As found best for a network of 6,500 weights. */
    public static TrainSettings defaults() {
        return of(4000, 3e-3, 3e-5).warmUpSteps(400).crossEntropy(0.4).hardPairs(0.3).build();
    }

    /**
     * A training that is plain in all that is not set: without warm-up, one loss from the first step to the last, pairs evenly.
     *
     * @param steps of the task loss
     * @param learningRate of the first of these steps
     * @param finalLearningRate of the last
     */
    public static Builder of(int steps, double learningRate, double finalLearningRate) {
        return new Builder(steps, learningRate, finalLearningRate);
    }

    public TrainSettings {
        check(warmUpSteps >= 0 && steps >= 0 && warmUpSteps + (long) steps <= 100_000_000, "warmUpSteps, steps");
        check(learningRate > 0 && learningRate <= 1, "learningRate");
        check(finalLearningRate >= 0 && finalLearningRate <= 1, "finalLearningRate");
        check(weightDecay >= 0 && weightDecay <= 1, "weightDecay");
        check(averaging >= 0 && averaging < 1, "averaging");
        check(clip > 0, "clip");
        check(inFlight >= 1 && inFlight <= 64, "inFlight");
        check(crossEntropy >= 0 && crossEntropy <= 1, "crossEntropy");
        check(temperature >= 0.01 && temperature <= 100, "temperature");
        check(finalTemperature >= 0.01 && finalTemperature <= 100, "finalTemperature");
        check(roughShare >= 0 && roughShare <= 1, "roughShare");
        check(bandShare >= 0 && bandShare <= 1, "bandShare");
        check(boundaryWeight >= 0 && boundaryWeight <= 100, "boundaryWeight");
        check(hardPairs >= 0 && hardPairs <= 1, "hardPairs");
        check(checkpointSeconds > 0, "checkpointSeconds");
    }

    private static void check(boolean holds, String field) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is out of range");
        }
    }

    /** A training, part by part; see {@link TrainSettings} for what they mean. */
    public static final class Builder {
        private final int steps;
        private final double learningRate;
        private final double finalLearningRate;
        private int warmUpSteps;
        private Optimiser optimiser = Optimiser.ADAM;
        private double averaging = 0.997;
        private double clip = 1;
        private int inFlight = 2;
        private double crossEntropy;
        private double hardPairs;
        private double checkpointSeconds = 20;

        private Builder(int steps, double learningRate, double finalLearningRate) {
            this.steps = steps;
            this.learningRate = learningRate;
            this.finalLearningRate = finalLearningRate;
        }

        /** Steps of the pixel loss that come first. */
        public Builder warmUpSteps(int value) {
            warmUpSteps = value;
            return this;
        }

        /** What turns gradients into steps. */
        public Builder optimiser(Optimiser value) {
            optimiser = value;
            return this;
        }

        /** Decay of the moving average that is the result. */
        public Builder averaging(double value) {
            averaging = value;
            return this;
        }

        /** Largest norm of a gradient. */
        public Builder clip(double value) {
            clip = value;
            return this;
        }

        /** Gradients that are computed at the same time. */
        public Builder inFlight(int value) {
            inFlight = value;
            return this;
        }

        /** Share of the clipped cross-entropy at the first step. */
        public Builder crossEntropy(double value) {
            crossEntropy = value;
            return this;
        }

        /** Share of the steps whose pair is sampled by its loss. */
        public Builder hardPairs(double value) {
            hardPairs = value;
            return this;
        }

        /** Time between two checkpoints. */
        public Builder checkpointSeconds(double value) {
            checkpointSeconds = value;
            return this;
        }

        /** The settings. */
        public TrainSettings build() {
            return new TrainSettings(
                    warmUpSteps,
                    steps,
                    learningRate,
                    finalLearningRate,
                    0,
                    optimiser,
                    averaging,
                    clip,
                    inFlight,
                    crossEntropy,
                    1,
                    1,
                    0,
                    0,
                    0,
                    hardPairs,
                    checkpointSeconds,
                    false);
        }
    }
}
