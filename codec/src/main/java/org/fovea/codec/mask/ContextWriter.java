package org.fovea.codec.mask;

/**
 * Packs contexts into 64 bits each, exactly: two contexts are the same if and only if all their parts are. Every
 * context begins with the class W.
 */
abstract class ContextWriter {
    final Scene scene;
    private long[] keys = {};
    private int next;
    private long key;
    private int used;

    ContextWriter(Scene scene) {
        this.scene = scene;
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
        used = 4;
        return this;
    }

    final ContextWriter bits(int value, int count) {
        key |= (long) value << used;
        used += count;
        return this;
    }

    final ContextWriter cls(int value) {
        return bits(value, 4);
    }

    final ContextWriter north() {
        return bits(scene.north, 4);
    }

    final ContextWriter fine(int d) {
        return bits(Distance.fine(d), 6);
    }

    final ContextWriter medium(int d) {
        return bits(Distance.medium(d), 5);
    }

    final ContextWriter coarse(int d) {
        return bits(Distance.coarse(d), 4);
    }

    final void end() {
        assert used <= 64;
        keys[next++] = key;
    }
}
