package org.fovea.lab.queue;

/**
 * What became of an experiment that was asked for.
 *
 * @param experiment its hash
 * @param added whether it is new in the queue; else it was there already, whatever came of it, and nothing changes
 */
public record Enqueued(String experiment, boolean added) {}
