package org.fovea.encode.masks;

import java.util.Arrays;

/**
 * How often each class was seen in each context, a context being a number. Only what was seen takes memory, so that
 * many classes cost no more than few.
 */
final class ContextCounts {
    private static final long FREE = -1;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long CONTEXT = 0xD6E8FEB86659FD93L;
    private static final long CLASS = 0xA0761D6478BD642FL;

    private long[] keys = new long[1 << 12];
    private int[] counts = new int[keys.length];
    private int used;

    ContextCounts() {
        Arrays.fill(keys, FREE);
    }

    /** Counts a class once more. */
    void add(long key, int id) {
        count(key);
        count(both(key, id));
    }

    /**
     * Chance of a class in a context, nearer to {@code general} the less was seen there.
     *
     * @param excluded 1 where one sighting of this class in this context shall not count, else 0
     */
    double chance(long key, int id, double general, double weight, int excluded) {
        int slot = slot(keys, key);
        if (keys[slot] == FREE) {
            return general;
        }
        int sum = counts[slot] - excluded;
        int seen = counts[slot(keys, both(key, id))] - excluded;
        return (Math.max(0, seen) + weight * general) / (Math.max(0, sum) + weight);
    }

    /** The key of a class in a context: another number than that of any other but for one chance in 2^63. */
    private static long both(long key, int id) {
        return key * CONTEXT + (id + 1) * CLASS & Long.MAX_VALUE;
    }

    private void count(long key) {
        int slot = slot(keys, key);
        if (keys[slot] == FREE) {
            if (used > keys.length / 2) {
                grow();
                slot = slot(keys, key);
            }
            keys[slot] = key;
            used++;
        }
        counts[slot]++;
    }

    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * MULTIPLIER >>> 32) & mask;
        while (keys[slot] != FREE && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = keys;
        int[] oldCounts = counts;
        keys = new long[2 * old.length];
        counts = new int[keys.length];
        Arrays.fill(keys, FREE);
        for (int i = 0; i < old.length; i++) {
            if (old[i] != FREE) {
                int slot = slot(keys, old[i]);
                keys[slot] = old[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
