package org.fovea.lab.queue;

/** An experiment in the queue. */
public record QueuedExperiment(String hash, Experiment experiment, ExperimentState state) {}
