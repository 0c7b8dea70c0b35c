package org.fovea.lab.queue;

/**
 * What a step needs, or what a worker offers.
 *
 * @param cores 1 or more
 * @param memoryMb main memory, megabytes of 2²⁰ bytes, 0 or more
 */
public record Needs(int cores, long memoryMb) {
    private static final long GIGABYTE = 1024;

    /** Rejects what cannot be. */
    public Needs {
        if (cores < 1 || memoryMb < 0) {
            throw new IllegalArgumentException(cores + " cores and " + memoryMb + " MB; at least 1 and 0");
        }
    }

    static String cores(int cores) {
        return cores == 1 ? "1 core" : cores + " cores";
    }

    static String memory(long megabytes) {
        return megabytes % GIGABYTE == 0 ? megabytes / GIGABYTE + " GB" : megabytes + " MB";
    }
}
