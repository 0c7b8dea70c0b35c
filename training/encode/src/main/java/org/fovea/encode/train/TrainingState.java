package org.fovea.encode.train;

import java.util.List;

/**
 * A moment of a training, all that is needed to go on as if nothing had happened.
 *
 * @param step steps that were made
 * @param optimiser see {@link Adam#state}
 * @param optimiserSteps see {@link Adam#steps}
 * @param losses running segmentation loss of each pair
 * @param meanPose running mean of the pose distortion
 * @param pending steps whose gradients were being computed, in order
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
record TrainingState(
        long step,
        float[][][] optimiser,
        long optimiserSteps,
        double[] losses,
        double meanPose,
        List<Pending> pending) {
    /**
     * A step whose gradient is not there yet.
     *
     * @param pairs that it looks at
     * @param weights at which the gradient is taken
     * @param meanPose at which the square root is linearised
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
    record Pending(long step, int[] pairs, double meanPose, float[][] weights) {}
}
