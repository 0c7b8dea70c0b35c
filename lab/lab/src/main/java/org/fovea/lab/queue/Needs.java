package org.fovea.lab.queue;

/**
 * What a step needs, or what a worker offers.
 *
 * @param cores 1 or more
 * @param memoryMb main memory, megabytes of 2²⁰ bytes, 0 or more
 * @param gpu whether it is a GPU
 */
public record Needs(int cores, long memoryMb, boolean gpu) {
    private static final long GIGABYTE = 1024;

    /** Rejects what cannot be. */
    public Needs {
        if (cores < 1 || memoryMb < 0) {
            throw new IllegalArgumentException(cores + " cores and " + memoryMb + " MB; at least 1 and 0");
        }
    }

    /** Whether these fit into what is offered. */
    public boolean fits(Needs offered) {
        return missing(offered).isEmpty();
    }

    /** What an offer lacks, in words as in "2 cores", or nothing. */
    String missing(Needs offered) {
        if (gpu && !offered.gpu) {
            return "a GPU";
        }
        if (cores > offered.cores) {
            return cores(cores);
        }
        return memoryMb > offered.memoryMb ? memory(memoryMb) : "";
    }

    static String cores(int cores) {
        return cores == 1 ? "1 core" : cores + " cores";
    }

    static String memory(long megabytes) {
        return megabytes % GIGABYTE == 0 ? megabytes / GIGABYTE + " GB" : megabytes + " MB";
    }
}
