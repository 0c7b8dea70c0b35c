package org.fovea.codec.mask;

/**
 * Corrects a probability by what really happened: each map has, for every value of a small context, a curve over the
 * logit, kept at {@value #BINS} points and interpolated between them; the points near a prediction move towards the
 * answer.
 */
final class CorrectingMaps {
    private static final int BINS = 33;
    private static final int MIDDLE = BINS / 2;
    private static final float STEP = 0.5f;
    private static final float LIMIT = 7.99f;

    /** Selected row of each map, to be filled in before {@link #mean}. */
    final int[] rows;

    private final int[] base;
    private final float[] points;
    private final int[] index;
    private final float rate;
    private float weight;

    /** @param sizes number of rows of each map */
    CorrectingMaps(int[] sizes, float rate) {
        this.rate = rate;
        base = new int[sizes.length];
        int total = 0;
        for (int m = 0; m < sizes.length; m++) {
            base[m] = total * BINS;
            total += sizes[m];
        }
        points = new float[total * BINS];
        for (int i = 0; i < points.length; i++) {
            points[i] = Logistic.squash((i % BINS - MIDDLE) * STEP);
        }
        rows = new int[sizes.length];
        index = new int[sizes.length];
    }

    int count() {
        return rows.length;
    }

    /** Mean of the maps' probabilities. */
    float mean(float logit) {
        float position = (Math.max(-LIMIT, Math.min(LIMIT, logit)) + MIDDLE * STEP) * (1 / STEP);
        int bin = (int) position;
        weight = position - bin;
        float sum = 0;
        for (int m = 0; m < rows.length; m++) {
            int at = base[m] + rows[m] * BINS + bin;
            index[m] = at;
            sum += points[at] * (1 - weight) + points[at + 1] * weight;
        }
        return sum / rows.length;
    }

    void update(int bit) {
        float low = (1 - weight) * rate;
        float high = weight * rate;
        for (int at : index) {
            points[at] += (bit - points[at]) * low;
            points[at + 1] += (bit - points[at + 1]) * high;
        }
    }
}
