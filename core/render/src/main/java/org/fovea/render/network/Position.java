package org.fovea.render.network;

/**
 * A place between two samples: {@code near} + {@code share}, where {@code far} is the next one or the last.
 *
 * @param near the sample at or before the place
 * @param far the next one, or {@code near} at the end
 * @param share of {@code far}, 0..1
 */
record Position(int near, int far, float share) {
    /** For a place counted from the first sample; what lies outside is moved to the edge. */
    static Position of(float place, int samples) {
        float inside = Math.min(Math.max(place, 0f), samples - 1f);
        int near = (int) inside;
        return new Position(near, Math.min(near + 1, samples - 1), inside - near);
    }

    /** Where {@code to} samples lie among {@code from} samples that cover the same length. */
    static Position[] stretched(int from, int to) {
        Position[] all = new Position[to];
        float scale = (float) from / to;
        for (int i = 0; i < to; i++) {
            all[i] = of((i + 0.5f) * scale - 0.5f, from);
        }
        return all;
    }

    float blend(float nearValue, float farValue) {
        return nearValue + (farValue - nearValue) * share;
    }
}
