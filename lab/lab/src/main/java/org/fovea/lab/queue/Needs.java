package org.fovea.lab.queue;

/**
 * What a step needs, or what a worker offers.
 *
 * @param cores 1 or more
 * @param memoryMb main memory, megabytes of 2²⁰ bytes, 0 or more
 */
public record Needs(int cores, long memoryMb) {
    public Needs {
        if (cores < 1 || memoryMb < 0) {
            throw new IllegalArgumentException(cores + " cores and " + memoryMb + " MB; at least 1 and 0");
        }
    }
}
