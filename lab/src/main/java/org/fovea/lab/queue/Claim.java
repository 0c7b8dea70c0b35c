package org.fovea.lab.queue;

/**
 * The right to do a job.
 *
 * @param job as it was when it was claimed
 * @param experiment that it belongs to
 * @param token that its row must still have when results are written
 */
record Claim(Job job, QueuedExperiment experiment, long token) {}
