package org.fovea.codec.mask;

/**
 * How much time the class-mask coder may take; encoding and decoding take about the same. The order is part of the
 * format.
 */
public enum MaskEffort {
    /** Eight context models: seconds for a minute of video. */
    FAST(2, 19),
    /** Some sixty context models and an online network: the default for archives. */
    BEST(4, 20),
    /** Wider search and bigger networks that also train on stored frames. */
    MAX(5, 20);

    private final int radius;
    private final int mostSlotBits;

    MaskEffort(int radius, int mostSlotBits) {
        this.radius = radius;
        this.mostSlotBits = mostSlotBits;
    }

    /** How far the surroundings reach that must be of one class for a pixel to count as easy. */
    int radius() {
        return radius;
    }

    /** Binary logarithm of the largest number of slots of a context. */
    int mostSlotBits() {
        return mostSlotBits;
    }
}
