package org.fovea.encode.train;

/**
 * The clock of a training: what changes from step to step. First come the steps of the pixel loss, then those of the
 * task loss, over which the learning rate falls and the cross-entropy fades.
 *
 * @param warmUpSteps steps of the pixel loss
 * @param steps of the task loss
 * @param learningRate of the pixel loss and of the first step of the task loss
 * @param finalLearningRate of the last step
 * @param crossEntropy share of the cross-entropy in the task loss at its first step, 0..1
 * @param temperature of the first of its steps
 * @param finalTemperature of the last
 * @param roughShare share of its steps, from the first on, with {@link Exactness#ROUGH rough} gradients, 0..1
 * @param directShare the same with those or {@link Exactness#DIRECT direct} ones
 * @param bandShare the same with a look at a band of rows
 */
record Schedule(
        int warmUpSteps,
        int steps,
        double learningRate,
        double finalLearningRate,
        double crossEntropy,
        double temperature,
        double finalTemperature,
        double roughShare,
        double directShare,
        double bandShare) {
    /**
     * Steps over which the learning rate rises from zero at the start, so that the optimiser's moments settle
     * (learning-rate warm-up).
     */
    private static final int RAMP = 20;

    /**
     * One step of so many looks at all rows while the others look at a band: what is drawn outside of it must not drift
     * away.
     */
    private static final int WHOLE = 8;

    static Schedule of(TrainSettings settings) {
        return new Schedule(
                settings.warmUpSteps(),
                settings.steps(),
                settings.learningRate(),
                settings.finalLearningRate(),
                settings.crossEntropy(),
                settings.temperature(),
                settings.finalTemperature(),
                settings.roughShare(),
                settings.directShare(),
                settings.bandShare());
    }

    /** Number of steps. */
    long total() {
        return (long) warmUpSteps + steps;
    }

    /** Whether a step, 0 = first, is one of the pixel loss. */
    boolean warmsUp(long step) {
        return step < warmUpSteps;
    }

    /** How much of the task loss's steps is done before a step of it, 0..1. */
    double progress(long step) {
        return (double) (step - warmUpSteps) / steps;
    }

    /** A step's learning rate: constant for the pixel loss, half a cosine from first to final for the task loss. */
    double learningRate(long step) {
        double ramp = Math.min(1, (step + 1.0) / RAMP);
        if (warmsUp(step)) {
            return learningRate * ramp;
        }
        double falling = 0.5 * (1 + Math.cos(Math.PI * progress(step)));
        return ramp * (finalLearningRate + (learningRate - finalLearningRate) * falling);
    }

    /** The task loss of a step: the cross-entropy falls to 0 in a straight line, the temperature geometrically. */
    NetworkLoss.Sharpness sharpness(long step) {
        double progress = progress(step);
        return new NetworkLoss.Sharpness(
                crossEntropy * (1 - progress),
                temperature * Math.pow(finalTemperature / temperature, progress),
                Exactness.at(progress, roughShare, directShare),
                progress < bandShare && (step - warmUpSteps) % WHOLE != WHOLE - 1);
    }
}
