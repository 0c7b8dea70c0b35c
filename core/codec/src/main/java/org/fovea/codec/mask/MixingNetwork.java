package org.fovea.codec.mask;

import java.util.Arrays;

/**
 * A mixer with one hidden layer: sees the same inputs as the linear mixers, plus a learned vector for each of their
 * selecting contexts, and can therefore trust an input or not depending on others.
 */
final class MixingNetwork {
    private static final float LEAK = 0.1f;
    private static final float NEGLIGIBLE = 0.002f;
    private static final float INITIAL_SPREAD = 0.05f;
    private static final float INITIAL_OUTPUT = 0.3f;
    private static final float FIRST_RATE = 0.01f;
    private static final float MIN_RATE = 0.001f;
    private static final float RATE_DECAY = 0.00005f;
    /** Rate of the selecting contexts' vectors relative to that of the weights. */
    private static final float SELECTOR_RATE = 2f;

    private final Kernels kernels;
    private final int units;
    private final int length;
    private final float[] weights;
    private final float[] table;
    private final float[] output;
    private final float[] noBias;
    private final int[] groupBase;
    private final int[] rows;
    private final float[] rowRates;
    private final float[] sums;
    private final float[] hidden;
    private final float[] gradient;
    private float outputBias;
    private float probability;
    private float rate = FIRST_RATE;

    /**
     * @param groups sizes of the selecting contexts
     * @param units hidden units, a multiple of {@link Kernels#LANES}
     */
    MixingNetwork(int length, int[] groups, int units, Kernels kernels) {
        this.kernels = kernels;
        this.units = units;
        this.length = length;
        weights = new float[units * length];
        int state = 12345;
        for (int i = 0; i < weights.length; i++) {
            state = state * 1664525 + 1013904223;
            weights[i] = (state >> 8) * (INITIAL_SPREAD / (1 << 23));
        }
        groupBase = new int[groups.length];
        int total = 0;
        for (int g = 0; g < groups.length; g++) {
            groupBase[g] = total;
            total += groups[g];
        }
        table = new float[total * units];
        rows = new int[groups.length];
        rowRates = new float[groups.length];
        Arrays.fill(rowRates, SELECTOR_RATE);
        output = new float[units];
        for (int u = 0; u < units; u++) {
            output[u] = (u & 1) == 0 ? INITIAL_OUTPUT : -INITIAL_OUTPUT;
        }
        noBias = new float[units];
        sums = new float[units];
        hidden = new float[units];
        gradient = new float[units];
    }

    float predict(float[] inputs, int[] selected) {
        for (int g = 0; g < rows.length; g++) {
            rows[g] = (groupBase[g] + selected[g]) * units;
        }
        kernels.sumRows(table, rows, rows.length, noBias, sums, units);
        for (int u = 0; u < units; u++) {
            float s = sums[u] + kernels.dot(inputs, weights, u * length, length);
            sums[u] = s;
            hidden[u] = s > 0 ? s : s * LEAK;
        }
        float logit = Logistic.clip(outputBias + kernels.dot(hidden, output, 0, units));
        probability = Logistic.squash(logit);
        return logit;
    }

    /** Learns that the bit of the last prediction, made from the same inputs, was {@code bit}. */
    void update(float[] inputs, int bit) {
        float error = bit - probability;
        if (Math.abs(error) < NEGLIGIBLE) {
            return;
        }
        float step = error * rate;
        rate += (MIN_RATE - rate) * RATE_DECAY;
        for (int u = 0; u < units; u++) {
            gradient[u] = (sums[u] > 0 ? output[u] : output[u] * LEAK) * step;
        }
        kernels.addScaled(output, 0, hidden, units, step);
        outputBias += step;
        kernels.updateRows(table, rows, rowRates, rows.length, gradient, units);
        for (int u = 0; u < units; u++) {
            kernels.addScaled(weights, u * length, inputs, length, gradient[u]);
        }
    }
}
