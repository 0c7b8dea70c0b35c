package org.fovea.lab.queue;

/**
 * What became of an experiment that was asked for.
 *
 * @param experiment its hash
 * @param added whether it is new in the queue, or begins again; else it was there already, and nothing changes
 */
public record Enqueued(String experiment, boolean added) {}
