package org.fovea.encode.masks;

import java.util.Arrays;

/** How often each class was seen in each context, a context being a number. */
final class ContextCounts {
    private static final long FREE = -1;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final int classes;
    private long[] keys = new long[1 << 12];
    private int[] counts;
    private int used;

    ContextCounts(int classes) {
        this.classes = classes;
        counts = new int[keys.length * classes];
        Arrays.fill(keys, FREE);
    }

    /** Counts a class once more. */
    void add(long key, int id) {
        int slot = slot(keys, key);
        if (keys[slot] == FREE) {
            if (used > keys.length / 2) {
                grow();
                slot = slot(keys, key);
            }
            keys[slot] = key;
            used++;
        }
        counts[slot * classes + id]++;
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
        int base = slot * classes;
        int sum = -excluded;
        for (int i = 0; i < classes; i++) {
            sum += counts[base + i];
        }
        return (Math.max(0, counts[base + id] - excluded) + weight * general) / (Math.max(0, sum) + weight);
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
        counts = new int[keys.length * classes];
        Arrays.fill(keys, FREE);
        for (int i = 0; i < old.length; i++) {
            if (old[i] != FREE) {
                int slot = slot(keys, old[i]);
                keys[slot] = old[i];
                System.arraycopy(oldCounts, i * classes, counts, slot * classes, classes);
            }
        }
    }
}
