package org.fovea.codec.mask;

/**
 * A small neural network that predicts a bit from categorical features and learns from every answer. Each value of each feature
 * owns a vector; the sum of the vectors of the current values goes through a leaky rectifier and one output unit. Trained by
 * stochastic gradient descent with a rate per vector that falls with its use.
 */
final class OnlineNetwork {
    /** Values per feature. */
    static final int VALUES = 64;

    private static final float LEAK = 0.1f;
    private static final float RATE = 0.05f;
    private static final float LEAST_RATE = 0.002f;
    private static final float OUTPUT_RATE = 0.003f;
    private static final float NEGLIGIBLE = 0.002f;

    final int units;
    /** Starts of the vectors of the current feature values: {@code (feature * VALUES + value) * units}. */
    final int[] rows;
    /** Rectified units after {@link #predict}. */
    final float[] hidden;

    private final Kernels kernels;
    private final int features;
    private final float[] table;
    private final int[] uses;
    private final float[] bias;
    private final float[] sums;
    private final float[] output;
    private final float[] gradient;
    private final float[] rates;
    private float outputBias;
    private float probability;

    OnlineNetwork(int features, int units, int seed, Kernels kernels) {
        this.features = features;
        this.units = units;
        this.kernels = kernels;
        rows = new int[features];
        hidden = new float[units];
        table = new float[features * VALUES * units];
        uses = new int[features * VALUES];
        bias = new float[units];
        sums = new float[units];
        output = new float[units];
        gradient = new float[units];
        rates = new float[features];
        int state = seed;
        float scale = 0.03f;
        for (int i = 0; i < table.length; i++) {
            state = state * 1664525 + 1013904223;
            table[i] = (state >> 8) * (scale / (1 << 23));
        }
        for (int i = 0; i < units; i++) {
            output[i] = ((i & 1) == 0 ? 1f : -1f) * 0.25f;
        }
    }

    /** The logit that the bit is one. */
    float predict() {
        kernels.sumRows(table, rows, features, bias, sums, units);
        for (int i = 0; i < units; i++) {
            float s = sums[i];
            hidden[i] = s > 0 ? s : s * LEAK;
        }
        float logit = outputBias + kernels.dot(hidden, output, 0, units);
        logit = Math.max(-Logistic.LIMIT, Math.min(Logistic.LIMIT, logit));
        probability = Logistic.squash(logit);
        return logit;
    }

    void update(int bit) {
        float error = bit - probability;
        if (Math.abs(error) < NEGLIGIBLE) {
            return;
        }
        for (int i = 0; i < units; i++) {
            gradient[i] = sums[i] > 0 ? error * output[i] : error * output[i] * LEAK;
        }
        kernels.addScaled(output, 0, hidden, units, error * OUTPUT_RATE);
        outputBias += error * OUTPUT_RATE;
        for (int r = 0; r < features; r++) {
            int row = rows[r] / units;
            int used = uses[row];
            uses[row] = used + 1;
            rates[r] = RATES[Math.min(used >> 2, RATES.length - 1)];
        }
        kernels.updateRows(table, rows, rates, features, gradient, units);
        for (int i = 0; i < units; i++) {
            bias[i] += gradient[i] * LEAST_RATE;
        }
    }

    private static final float[] RATES = new float[4096];

    static {
        for (int i = 0; i < RATES.length; i++) {
            RATES[i] = Math.max(LEAST_RATE, (float) (RATE / Math.sqrt(1 + i * 0.1f)));
        }
    }
}
