package org.fovea.encode.train;

/**
 * How a renderer is trained.
 *
 * @param warmUpSteps steps of the pixel loss, a pre-training, in which the drawn frame need only look like the original, at the resolution of the mask; cheap, because no network judges
 * @param steps steps of the task loss, in which only the networks count
 * @param learningRate of the first of these steps
 * @param finalLearningRate of the last; half a cosine in between
 * @param weightDecay share of a weight that is taken away in a step, times the learning rate (AdamW)
 * @param averaging decay of the exponential moving average (EMA) of the weights: how much of it a step keeps, 0..1; the average is the result
 * @param clip largest norm of a gradient (gradient clipping)
 * @param inFlight gradients that are computed at the same time, one more than their staleness: each is taken at the weights of {@code inFlight} - 1 steps ago, whatever the number of
 *     threads, so that cores can share the work and the result does not depend on them
 * @param crossEntropy share of the clipped cross-entropy in the loss at the first step; falls to 0 at the last
 * @param temperature logits of the segmentation network are divided by it in the first step: below 1, only pixels near a boundary pull, as a score sees them
 * @param finalTemperature the same in the last step; in between it falls geometrically
 * @param roughShare share of the steps, from the first on, whose gradient the segmentation network computes in bfloat16 where the processor has units for it; the rest is exact
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
        return new TrainSettings(400, 4000, 3e-3, 3e-5, 0, 0.997, 1, 2, 0.4, 1, 1, 0, 0, 0, 0.3, 20, false);
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
}
