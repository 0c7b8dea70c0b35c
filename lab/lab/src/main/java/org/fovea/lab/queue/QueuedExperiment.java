package org.fovea.lab.queue;

/**
 * An experiment in the queue.
 *
 * @param experiment as it was asked for
 */
public record QueuedExperiment(String hash, Experiment experiment, ExperimentState state) {}
