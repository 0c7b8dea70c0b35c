package org.fovea.codec.correction;

import java.util.Arrays;
import org.fovea.codec.entropy.ExactMath;

/**
 * Where in the clip edits are likely: a floor plus a bump around every edit seen so far, on bins of pairs. The next
 * edit of a tile, of which a known number is still to come, is distributed like the least of that number of independent
 * samples from what lies ahead; right after an edit of the same tile further ones are more likely.
 */
final class HitDensity {
    private static final int MAX_BINS = 256;

    /** After an edit: how many pairs the burst reaches, and by which factor it shrinks per pair. */
    private static final int BURST_PAIRS = 16;

    private static final double BURST_DECAY = 0.72;

    private final int pairs;
    private final int binWidth;
    private final double[] density;
    private final double[] ahead;
    private final double[] kernel;
    private final double burst;
    private boolean stale = true;
    private double aheadOfStart;
    private int start;
    private boolean bursting;
    private final double[] burstAhead = new double[BURST_PAIRS + 1];

    /**
     * @param reach half width of a bump as a share of the clip
     * @param floor density that is always there, relative to that of one bump over the whole clip
     * @param burst how much more likely the very next pair after an edit is
     */
    HitDensity(int pairs, double reach, double floor, double burst) {
        this.pairs = pairs;
        this.burst = burst;
        binWidth = Math.ceilDiv(pairs, MAX_BINS);
        int bins = Math.ceilDiv(pairs, binWidth);
        density = new double[bins];
        Arrays.fill(density, floor / pairs);
        ahead = new double[bins + 1];
        kernel = new double[bins];
        double scale = reach * pairs;
        for (int i = 0; i < bins; i++) {
            kernel[i] = ExactMath.exp(-i * (double) binWidth / scale) / (2 * scale);
        }
    }

    /** Adds a bump around an edit; counts from the next {@link #startTile}. */
    void learn(int pair) {
        int center = pair / binWidth;
        for (int bin = 0; bin < density.length; bin++) {
            density[bin] += kernel[Math.abs(bin - center)];
        }
        stale = true;
    }

    void startTile() {
        if (stale) {
            for (int bin = density.length - 1; bin >= 0; bin--) {
                ahead[bin] = ahead[bin + 1] + density[bin] * binWidth;
            }
            stale = false;
        }
        start = 0;
        bursting = false;
        aheadOfStart = total(0);
    }

    void after(int pair) {
        start = pair + 1;
        bursting = burst > 0;
        if (bursting) {
            double factor = burst;
            for (int i = 0; i < BURST_PAIRS; i++) {
                burstAhead[i] = start + i < pairs ? density[(start + i) / binWidth] * factor : 0;
                factor *= BURST_DECAY;
            }
            for (int i = BURST_PAIRS - 1; i >= 0; i--) {
                burstAhead[i] += burstAhead[i + 1];
            }
        }
        aheadOfStart = total(start);
    }

    /** Probability that the next of {@code left} edits is before {@code pair}. */
    double below(int pair, int left) {
        if (pair <= start) {
            return 0;
        }
        return pair >= pairs ? 1 : 1 - ExactMath.power(total(pair) / aheadOfStart, left);
    }

    private double total(int pair) {
        int bin = pair / binWidth;
        double sum = bin >= density.length ? 0 : ahead[bin + 1] + density[bin] * ((bin + 1) * binWidth - pair);
        int gap = pair - start;
        return bursting && gap < BURST_PAIRS ? sum + burstAhead[gap] : sum;
    }
}
