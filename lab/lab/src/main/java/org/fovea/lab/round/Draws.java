package org.fovea.lab.round;

/**
 * Random numbers by SplitMix64 (Steele, Lea and Flood 2014), so that no version of Java changes a draw. Not for several
 * threads.
 */
public final class Draws {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** A stream of its own for each seed. */
    public Draws(long seed) {
        state = mix(seed + GOLDEN_GAMMA);
    }

    /** A number in 0..1, 1 excluded. */
    public double uniform() {
        return (next() >>> 11) * 0x1p-53;
    }

    /** A whole number from 0, smaller than the bound, which is at least 1. */
    public int below(int bound) {
        // The upper half of 32 random bits times the bound; its bias is below bound/2^32.
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** A number of the normal distribution with mean 0 and deviation 1 (Box and Muller 1958). */
    public double normal() {
        double radius = Math.sqrt(-2 * Math.log(1 - uniform()));
        return radius * Math.cos(2 * Math.PI * uniform());
    }

    private long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
