package org.fovea.samples.drive;

/** Numbers from a seed: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). */
final class SeededNumbers {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private long state;

    /**
     * A stream of its own for each {@code key}, so that a place in the world looks the same whenever it is rendered.
     */
    SeededNumbers(long seed, long key) {
        this.state = mix(mix(seed) ^ mix(key * GOLDEN + 1));
    }

    static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** 0 to under 1. */
    double unit() {
        return (next() >>> 11) * 0x1p-53;
    }

    double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** 0..bound-1. */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** About normal with mean 0 and deviation 1: twelve uniform numbers, never beyond ±6. */
    double normal() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += unit();
        }
        return sum;
    }
}
