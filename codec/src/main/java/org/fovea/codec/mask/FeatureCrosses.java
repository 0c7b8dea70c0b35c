package org.fovea.codec.mask;

/** Combinations of three features each, chosen once and for all by a fixed sequence of pseudo-random numbers. */
final class FeatureCrosses {
    private static final int ARITY = 3;
    private static final int VALUE_BITS = 6;

    /** One key per combination, see {@link #fill}. */
    final long[] keys;

    private final int[] members;

    FeatureCrosses(int crosses, int features) {
        keys = new long[crosses];
        members = new int[crosses * ARITY];
        int state = 99;
        for (int i = 0; i < members.length; i++) {
            state = state * 1664525 + 1013904223;
            members[i] = (state >>> 8) % features;
        }
    }

    /** Packs the values of each combination's features into its key. */
    void fill(OnlineNetwork source) {
        for (int i = 0; i < keys.length; i++) {
            long key = 0;
            for (int k = 0; k < ARITY; k++) {
                key = key << VALUE_BITS | source.value(members[ARITY * i + k]);
            }
            keys[i] = key;
        }
    }
}
