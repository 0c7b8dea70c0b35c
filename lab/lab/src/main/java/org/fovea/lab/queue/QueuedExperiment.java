package org.fovea.lab.queue;

import java.time.Instant;

/**
 * An experiment in the queue.
 *
 * @param hash its name
 * @param experiment as it was asked for
 * @param priority higher comes first
 * @param state what has become of it
 * @param created when it was asked for
 */
public record QueuedExperiment(
        String hash, Experiment experiment, int priority, ExperimentState state, Instant created) {}
