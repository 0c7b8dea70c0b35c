package org.fovea.app.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network that learns online: docs/mask-operations.md §8. */
final class PlainNetwork {
    private record Sample(int[] chosen, int bit) {}

    final int units;
    int[] chosen;
    private final float[][][] vectors;
    private final int[][] uses;
    private final float[] bias;
    private final float[] output;
    private final float[] hidden;
    private float[] sums;
    private float outputBias;
    private float probability;
    /** Samples of the last frames, oldest first; empty where nothing is replayed. */
    private final List<List<Sample>> memory = new ArrayList<>();

    PlainNetwork(int features, int values, int units, int seed, int memoryFrames) {
        this.units = units;
        vectors = new float[features][values][units];
        uses = new int[features][values];
        chosen = new int[features];
        bias = new float[units];
        output = new float[units];
        hidden = new float[units];
        int state = seed;
        for (float[][] feature : vectors) {
            for (float[] vector : feature) {
                for (int i = 0; i < units; i++) {
                    state = state * 1664525 + 1013904223;
                    vector[i] = (state >> 8) * (0.03f / (1 << 23));
                }
            }
        }
        for (int i = 0; i < units; i++) {
            output[i] = i % 2 == 0 ? 0.15f : -0.15f;
        }
        for (int i = 0; i < memoryFrames; i++) {
            memory.add(new ArrayList<>());
        }
    }

    void choose(long... keys) {
        int size = Integer.numberOfTrailingZeros(vectors[0].length);
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = (int) ((keys[i] + 1) * 0x9E3779B97F4A7C15L >>> 64 - size);
        }
    }

    private float predict() {
        float[][] of = new float[chosen.length][];
        Arrays.setAll(of, i -> vectors[i][chosen[i]]);
        sums = PlainLogit.sum(bias, of);
        for (int i = 0; i < units; i++) {
            hidden[i] = sums[i] > 0 ? sums[i] : sums[i] * 0.1f;
        }
        float logit = PlainLogit.clip(outputBias + PlainLogit.dot(hidden, output));
        probability = PlainLogit.squash(logit);
        return logit;
    }

    /** Predicts, and gives a mixer the logit and the hidden units. */
    int inputs(float[] inputs, int place) {
        inputs[place] = predict();
        for (int i = 0; i < units; i++) {
            inputs[place + 1 + i] = Math.max(-4, Math.min(4, hidden[i]));
        }
        return place + 1 + units;
    }

    void update(int bit) {
        if (!memory.isEmpty()
                && Math.abs(bit - probability) > 0.003f
                && memory.getLast().size() < 8192) {
            memory.getLast().add(new Sample(chosen.clone(), bit));
        }
        train(bit, 1);
    }

    private void train(int bit, float strength) {
        float error = bit - probability;
        if (Math.abs(error) < 0.002f) {
            return;
        }
        error *= strength;
        float[] gradient = new float[units];
        for (int i = 0; i < units; i++) {
            gradient[i] = sums[i] > 0 ? error * output[i] : error * output[i] * 0.1f;
        }
        float step = error * 0.003f;
        PlainLogit.add(output, hidden, step);
        outputBias += step;
        for (int i = 0; i < chosen.length; i++) {
            int used = uses[i][chosen[i]]++;
            float rate = Math.max(0.002f, (float) (0.05 / Math.sqrt(1 + 0.1 * Math.min(used / 4, 8191))));
            PlainLogit.add(vectors[i][chosen[i]], gradient, rate);
        }
        PlainLogit.add(bias, gradient, 0.002f);
    }

    void endFrame() {
        if (memory.isEmpty()) {
            return;
        }
        for (List<Sample> frame : memory) {
            for (Sample sample : frame) {
                chosen = sample.chosen.clone();
                predict();
                train(sample.bit, 0.3f);
            }
        }
        memory.removeFirst();
        memory.add(new ArrayList<>());
    }
}
