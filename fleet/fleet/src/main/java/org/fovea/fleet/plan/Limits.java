package org.fovea.fleet.plan;

/**
 * What a clip may take.
 *
 * @param cores that a clip's process computes with, 1 to 256
 * @param memory of a clip's process in GB, 0.5 to 4096; three quarters are for Java's heap
 * @param tries of a step, 1 to 100; what cannot succeed is not tried again
 * @param hours of one try, above 0, at most 10,000
 */
public record Limits(int cores, double memory, int tries, double hours) {
    /** As {@code fovea compress} is started by hand, on one core. */
    public static final Limits USUAL = new Limits(1, 4, 3, 24);

    /** @throws IllegalArgumentException where one is out of its range, with a message for users */
    public Limits {
        require(cores >= 1 && cores <= 256, "cores must be 1 to 256");
        require(memory >= 0.5 && memory <= 4096, "memory must be 0.5 to 4096 GB");
        require(tries >= 1 && tries <= 100, "tries must be 1 to 100");
        require(hours > 0 && hours <= 10_000, "hours must be above 0 and at most 10000");
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }

    /** Largest Java heap of a clip's process, in megabytes. */
    public long heapMegabytes() {
        return Math.round(memory * 1024 * 3 / 4);
    }

    /**
     * How many clips fit beside each other, at least one.
     *
     * @param allCores of the machine
     * @param allMemory of the machine, in GB
     */
    public int beside(int allCores, double allMemory) {
        return (int) Math.max(1, Math.min(allCores / cores, Math.floor(allMemory / memory)));
    }
}
