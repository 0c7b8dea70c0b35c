package org.fovea.codec.mask;

import java.util.Arrays;

/**
 * A small neural network that predicts a bit from categorical features and learns from every answer. Each value of each
 * feature owns a vector; the sum of the vectors of the current values goes through a leaky rectifier and one output
 * unit. Trained by stochastic gradient descent with a rate per vector that falls with its use, and optionally once
 * more, after every frame, on the samples of the last frames that it did not predict with confidence.
 */
final class OnlineNetwork {
    /** Values of a feature of {@link NetworkFeatures}. */
    static final int VALUES = 64;

    private static final float LEAK = 0.1f;
    private static final float OUTPUT_RATE = 0.003f;
    private static final float BIAS_RATE = 0.002f;
    /** Samples with a smaller error do not train. */
    private static final float NEGLIGIBLE = 0.002f;
    /** Samples with a greater error are remembered for replay. */
    private static final float MEMORABLE = 0.003f;

    private static final float REPLAY_STRENGTH = 0.3f;
    private static final float INITIAL_SPREAD = 0.03f;
    private static final float INITIAL_OUTPUT = 0.15f;
    /** Hidden units are clipped to this for the mixer. */
    private static final float HIDDEN_LIMIT = 4f;
    /** Rate of a vector by a quarter of the number of times it was trained. */
    private static final float[] RATES = new float[8192];

    static {
        for (int i = 0; i < RATES.length; i++) {
            RATES[i] = Math.max(0.002f, (float) (0.05 / Math.sqrt(1 + 0.1 * i)));
        }
    }

    final int units;
    /** Starts of the vectors of the current feature values: {@code (feature * values + value) * units}. */
    final int[] rows;

    private final int unitBits;
    private final Kernels kernels;
    private final int features;
    private final int values;
    private final float[] table;
    private final int[] uses;
    private final float[] bias;
    private final float[] sums;
    private final float[] hidden;
    private final float[] output;
    private final float[] gradient;
    private final float[] rates;
    private final Samples[] memory;
    private int newest;
    private float outputBias;
    private float probability;

    /**
     * @param units hidden units, a power of two, at least {@link Kernels#LANES}
     * @param memoryFrames frames to remember for replay, 0 for none
     */
    OnlineNetwork(int features, int values, int units, int seed, int memoryFrames, Kernels kernels) {
        this.features = features;
        this.values = values;
        this.units = units;
        unitBits = Integer.numberOfTrailingZeros(units);
        this.kernels = kernels;
        rows = new int[features];
        hidden = new float[units];
        table = new float[features * values * units];
        uses = new int[features * values];
        bias = new float[units];
        sums = new float[units];
        output = new float[units];
        gradient = new float[units];
        rates = new float[features];
        int state = seed;
        for (int i = 0; i < table.length; i++) {
            state = state * 1664525 + 1013904223;
            table[i] = (state >> 8) * (INITIAL_SPREAD / (1 << 23));
        }
        for (int i = 0; i < units; i++) {
            output[i] = (i & 1) == 0 ? INITIAL_OUTPUT : -INITIAL_OUTPUT;
        }
        memory = new Samples[memoryFrames];
        for (int i = 0; i < memoryFrames; i++) {
            memory[i] = new Samples(features);
        }
    }

    /** Chooses the vectors by a hash of each context; for networks whose number of values is a power of two. */
    void hashedRows(long[] contexts) {
        int shift = Long.numberOfLeadingZeros(values) + 1;
        for (int i = 0; i < features; i++) {
            int hash = (int) ((contexts[i] + 1) * 0x9E3779B97F4A7C15L >>> shift);
            rows[i] = (i * values + hash) * units;
        }
    }

    int value(int feature) {
        return (rows[feature] >> unitBits) - feature * values;
    }

    float predict() {
        kernels.sumRows(table, rows, features, bias, sums, units);
        for (int i = 0; i < units; i++) {
            float s = sums[i];
            hidden[i] = s > 0 ? s : s * LEAK;
        }
        float logit = Logistic.clip(outputBias + kernels.dot(hidden, output, 0, units));
        probability = Logistic.squash(logit);
        return logit;
    }

    /** Predicts, and hands the logit and the hidden units to a mixer; returns the place for further inputs. */
    int addInputs(float[] inputs, int place) {
        inputs[place] = predict();
        for (int i = 0; i < units; i++) {
            inputs[place + 1 + i] = Math.max(-HIDDEN_LIMIT, Math.min(HIDDEN_LIMIT, hidden[i]));
        }
        return place + 1 + units;
    }

    /** Learns that the bit of the last prediction was {@code bit}. */
    void update(int bit) {
        if (memory.length > 0 && Math.abs(bit - probability) > MEMORABLE) {
            memory[newest].add(bit);
        }
        train(bit, 1f);
    }

    private void train(int bit, float strength) {
        float error = bit - probability;
        if (Math.abs(error) < NEGLIGIBLE) {
            return;
        }
        error *= strength;
        for (int i = 0; i < units; i++) {
            gradient[i] = sums[i] > 0 ? error * output[i] : error * output[i] * LEAK;
        }
        kernels.addScaled(output, 0, hidden, units, error * OUTPUT_RATE);
        outputBias += error * OUTPUT_RATE;
        for (int r = 0; r < features; r++) {
            int row = rows[r] >> unitBits;
            int used = uses[row];
            uses[row] = used + 1 & Integer.MAX_VALUE;
            rates[r] = RATES[Math.min(used >> 2, RATES.length - 1)];
        }
        kernels.updateRows(table, rows, rates, features, gradient, units);
        kernels.addScaled(bias, 0, gradient, units, BIAS_RATE);
    }

    /** Trains on what is remembered, oldest frame first, and forgets the oldest frame. */
    void endFrame() {
        if (memory.length == 0) {
            return;
        }
        for (int i = 1; i <= memory.length; i++) {
            Samples samples = memory[(newest + i) % memory.length];
            for (int s = 0; s < samples.count; s++) {
                samples.recall(s);
                predict();
                train(samples.bits[s], REPLAY_STRENGTH);
            }
        }
        newest = (newest + 1) % memory.length;
        memory[newest].count = 0;
    }

    /** Inputs and answers of the remembered samples of one frame. */
    private final class Samples {
        private static final int MOST = 1 << 13;

        private byte[] inputs;
        private byte[] bits = new byte[16];
        private int count;

        Samples(int features) {
            inputs = new byte[16 * features];
        }

        void add(int bit) {
            if (count == MOST) {
                return;
            }
            if (count == bits.length) {
                bits = Arrays.copyOf(bits, count * 2);
                inputs = Arrays.copyOf(inputs, inputs.length * 2);
            }
            int to = count * features;
            for (int i = 0; i < features; i++) {
                inputs[to + i] = (byte) value(i);
            }
            bits[count++] = (byte) bit;
        }

        void recall(int sample) {
            int from = sample * features;
            for (int i = 0; i < features; i++) {
                rows[i] = (inputs[from + i] + i * values) * units;
            }
        }
    }
}
