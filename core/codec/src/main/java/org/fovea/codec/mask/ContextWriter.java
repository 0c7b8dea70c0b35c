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

    /**
     * Selects the weight sets and rows that the models of all efforts have, from distances whose names are those of
     * {@link Surroundings}.
     *
     * @param x1 the second extrapolation
     * @return weight set of the final layer
     */
    final int select(
            DecisionModel model, int dc1, int dc2, int dp0, int dpn, int dq0, int tcw, int tp0, int x1, int activity) {
        Scene s = scene;
        Labels labels = s.labels;
        int w = labels.own(s.west);
        int classes = labels.count();
        int p0 = labels.seenFrom(s.west, s.previous.cls[s.at] & 255);
        int triple = (w * classes + labels.seenFrom(s.west, s.north)) * classes + p0;
        int rowDistances = twoCoarse(dc1, dp0);
        int[] selected = model.selected;
        selected[0] = 0;
        selected[1] = rowDistances;
        selected[2] = w * 13 + activity;
        selected[3] = twoCoarse(dpn, dq0);
        selected[4] = (w * 8 + Math.min(7, 32 - Integer.numberOfLeadingZeros(s.run))) * 4 + s.x * 4 / s.width;
        selected[5] = triple;
        selected[6] = twoCoarse(x1, 2 * dc1 - dc2);
        int[] rows = model.mapRows;
        rows[0] = triple;
        rows[1] = rowDistances * classes + w;
        rows[2] = Distance.medium(dp0) * 27 + Distance.medium(dq0);
        rows[3] = twoCoarse(tcw, tp0) * classes + w;
        rows[4] = Distance.fine(x1) * classes + w;
        rows[5] = activity * classes + w;
        return w * 4 + Math.min(3, activity / 2);
    }

    static int twoCoarse(int a, int b) {
        return Distance.coarse(a) * Distance.COARSE_STEPS + Distance.coarse(b);
    }

    final void end() {
        assert used <= 64;
        keys[next++] = key;
    }
}
