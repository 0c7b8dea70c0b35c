package org.fovea.encode.train;

/**
 * The clock of a training: what changes from step to step. First come the steps of the pixel loss, then those of the
 * task loss, over which the learning rate falls and the cross-entropy fades.
 *
 * @param settings of the training
 */
record Schedule(TrainSettings settings) {
    /**
     * Steps over which the learning rate rises from zero at the start, so that the optimiser's moments settle
     * (learning-rate warm-up).
     */
    private static final int RAMP = 20;

    /**
     * One step of so many looks at all rows while the others look at a band: what is rendered outside of it must not
     * drift away.
     */
    private static final int WHOLE = 8;

    long total() {
        return (long) settings.warmUpSteps() + settings.steps();
    }

    /** Whether a step, 0 = first, is one of the pixel loss. */
    boolean warmsUp(long step) {
        return step < settings.warmUpSteps();
    }

    /** How much of the task loss's steps is done before a step of it, 0..1. */
    double progress(long step) {
        return (double) (step - settings.warmUpSteps()) / settings.steps();
    }

    /**
     * A step's learning rate: constant for the pixel loss, half a cosine from first to final for the task loss.
     *
     * @param made steps that were made before it: as many as its number where none are left out
     */
    double learningRate(long step, long made) {
        double ramp = Math.min(1, (made + 1.0) / RAMP);
        if (warmsUp(step)) {
            return settings.learningRate() * ramp;
        }
        double falling = 0.5 * (1 + Math.cos(Math.PI * progress(step)));
        return ramp
                * (settings.finalLearningRate() + (settings.learningRate() - settings.finalLearningRate()) * falling);
    }

    /** The task loss of a step: the cross-entropy falls to 0 in a straight line, the temperature geometrically. */
    NetworkLoss.Sharpness sharpness(long step) {
        double progress = progress(step);
        return new NetworkLoss.Sharpness(
                settings.crossEntropy() * (1 - progress),
                settings.temperature() * Math.pow(settings.finalTemperature() / settings.temperature(), progress),
                Exactness.at(progress, settings.roughShare(), settings.directShare()),
                progress < settings.bandShare() && (step - settings.warmUpSteps()) % WHOLE != WHOLE - 1);
    }
}
