package org.fovea.codec.mask;

/**
 * Packs contexts into 64 bits each. Up to sixteen classes, exactly: two contexts are the same if and only if all their
 * parts are. With more, classes take a byte and are mixed in, so that two contexts are the same with a chance of 2^-64.
 * Every context begins with the class W.
 */
abstract class ContextWriter {
    private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;

    final Scene scene;
    private final boolean exact;
    private long[] keys = {};
    private int next;
    private long key;
    private int used;

    ContextWriter(Scene scene) {
        this.scene = scene;
        exact = scene.labels.exact();
    }

    final void startWriting(long[] target) {
        keys = target;
        next = 0;
    }

    final int written() {
        return next;
    }

    final ContextWriter begin() {
        key = scene.west;
        used = exact ? 4 : 8;
        return this;
    }

    final ContextWriter bits(int value, int count) {
        // Of disjoint bits an exclusive or is an or; bits that are mixed in already must not be lost.
        key ^= (long) value << used;
        used += count;
        return this;
    }

    /** A class, as an int or as the byte that holds it. */
    final ContextWriter cls(int value) {
        if (exact) {
            return bits(value, 4);
        }
        key = (key + (value & 255) + 1) * MULTIPLIER;
        key ^= key >>> 29;
        return this;
    }

    final ContextWriter cls(int first, int second) {
        return cls(first).cls(second);
    }

    final ContextWriter cls(int first, int second, int third) {
        return cls(first).cls(second).cls(third);
    }

    final ContextWriter cls(int first, int second, int third, int fourth) {
        return cls(first).cls(second).cls(third).cls(fourth);
    }

    final ContextWriter north() {
        return cls(scene.north);
    }

    /** The question whether the pixel is of class {@code candidate}, after {@code place} (0..3) others. */
    final ContextWriter question(int candidate, int place) {
        return cls(candidate).bits(place, 2);
    }

    final ContextWriter fine(int d) {
        return bits(Distance.fine(d), 6);
    }

    final ContextWriter medium(int d) {
        return bits(Distance.medium(d), 5);
    }

    final void end() {
        assert used <= 64;
        keys[next++] = key;
    }
}
