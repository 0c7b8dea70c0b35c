package org.fovea.app.conformance;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Predicts a bit from hashed contexts: docs/mask-operations.md §5. */
final class PlainModel {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** What a model is made of, in the order of the table of docs/mask-operations.md §5. */
    record Sizes(
            int contexts,
            int countLimit,
            int historyRate,
            int extra,
            int[] groups,
            float firstWeight,
            int finalSets,
            float firstRate,
            float leastRate,
            float finalRate,
            int[] maps,
            float mapRate,
            boolean network,
            int slotBits) {}

    /** What was seen in a context. */
    private static final class Slot {
        private final int check;
        private int probability = 1 << 23;
        private int count;
        private int history = 1;

        Slot(int check) {
            this.check = check;
        }
    }

    final long[] keys;
    final int[] selected;
    final int[] mapRows;
    final float[] inputs;
    final int extraBase;
    private final Sizes sizes;
    private final Map<Long, Slot> slots = new HashMap<>();
    private final Slot[] found;
    private final int[][] histories;
    private final float[][][] weights;
    private final float[][] finals;
    private final float[][][] maps;
    private final Mixing network;
    private float rate;
    // of the last prediction
    private float[] logits;
    private float[] finalWeights;
    private float mixed;
    private int bin;
    private float share;

    PlainModel(Sizes sizes) {
        this.sizes = sizes;
        int contexts = sizes.contexts;
        keys = new long[contexts];
        found = new Slot[contexts];
        histories = new int[contexts][256];
        for (int[] of : histories) {
            Arrays.fill(of, 1 << 15);
        }
        extraBase = 2 * contexts + 1;
        inputs = new float[(extraBase + sizes.extra + 7) / 8 * 8];
        inputs[2 * contexts] = 0.3f;
        int groups = sizes.groups.length;
        selected = new int[groups];
        weights = new float[groups][][];
        for (int g = 0; g < groups; g++) {
            weights[g] = new float[sizes.groups[g]][inputs.length];
            for (float[] set : weights[g]) {
                Arrays.fill(set, 0, 2 * contexts, sizes.firstWeight);
            }
        }
        network = sizes.network ? new Mixing() : null;
        finals = new float[sizes.finalSets][(groups + (sizes.network ? 1 : 0) + 7) / 8 * 8];
        for (float[] set : finals) {
            Arrays.fill(set, 0.1f);
            Arrays.fill(set, 0, groups, 1f / groups);
        }
        mapRows = new int[sizes.maps.length];
        maps = new float[sizes.maps.length][][];
        for (int m = 0; m < maps.length; m++) {
            maps[m] = new float[sizes.maps[m]][33];
            for (float[] row : maps[m]) {
                for (int i = 0; i < 33; i++) {
                    row[i] = PlainLogit.squash((i - 16) * 0.5f);
                }
            }
        }
        rate = sizes.firstRate;
    }

    private void lookUp() {
        for (int i = 0; i < keys.length; i++) {
            long hash = (keys[i] + i) * GOLDEN;
            hash = (hash ^ hash >>> 32) * GOLDEN;
            long place = (hash >>> 64 - sizes.slotBits) + ((long) i << sizes.slotBits);
            int check = (int) hash & 0xffff;
            Slot slot = slots.get(place);
            if (slot == null || slot.check != check) {
                slot = new Slot(check);
                slots.put(place, slot);
            }
            found[i] = slot;
            float confidence = (float) Math.sqrt(slot.count / (slot.count + 1.5));
            inputs[2 * i] = PlainLogit.stretch(slot.probability >> 12) * confidence;
            inputs[2 * i + 1] = PlainLogit.stretch(histories[i][slot.history] >> 4);
        }
    }

    float predict(int finalSet) {
        lookUp();
        int groups = selected.length;
        finalWeights = finals[finalSet];
        logits = new float[finalWeights.length];
        for (int g = 0; g < groups; g++) {
            logits[g] = PlainLogit.clip(PlainLogit.dot(inputs, weights[g][selected[g]]));
        }
        if (network != null) {
            logits[groups] = network.predict();
        }
        float logit = PlainLogit.dot(logits, finalWeights);
        mixed = PlainLogit.squash(logit);
        if (maps.length == 0) {
            return mixed;
        }
        float position = (Math.max(-7.99f, Math.min(7.99f, logit)) + 8) * 2;
        bin = (int) position;
        share = position - bin;
        float sum = 0;
        for (int m = 0; m < maps.length; m++) {
            float[] row = maps[m][mapRows[m]];
            float low = row[bin] * (1 - share);
            float high = row[bin + 1] * share;
            sum += low + high;
        }
        float mean = sum / maps.length;
        float ofMixers = 0.25f * mixed;
        float ofMaps = 0.75f * mean;
        return ofMixers + ofMaps;
    }

    void update(int bit) {
        float low = (1 - share) * sizes.mapRate;
        float high = share * sizes.mapRate;
        for (int m = 0; m < maps.length; m++) {
            float[] row = maps[m][mapRows[m]];
            float toLow = (bit - row[bin]) * low;
            float toHigh = (bit - row[bin + 1]) * high;
            row[bin] += toLow;
            row[bin + 1] += toHigh;
        }
        PlainLogit.add(finalWeights, logits, (bit - mixed) * sizes.finalRate);
        if (network != null) {
            network.update(bit);
        }
        for (int g = 0; g < selected.length; g++) {
            if ((bit == 0 ? logits[g] : -logits[g]) < -7.7f) {
                continue;
            }
            float error = bit - PlainLogit.squash(logits[g]);
            if (Math.abs(error) > 0.0005f) {
                PlainLogit.add(weights[g][selected[g]], inputs, error * rate);
            }
        }
        float fall = (sizes.leastRate - rate) * 0.00002f;
        rate += fall;
        for (int i = 0; i < found.length; i++) {
            Slot slot = found[i];
            int speed = (int) (65536 / (slot.count + 1.6));
            slot.probability += (int) ((long) ((bit == 0 ? 0 : 0xffffff) - slot.probability) * speed >> 16);
            int mapped = histories[i][slot.history];
            histories[i][slot.history] = mapped + ((bit == 0 ? 0 : 65535) - mapped >> sizes.historyRate);
            slot.count += slot.count < sizes.countLimit ? 1 : 0;
            int next = slot.history << 1 | bit;
            slot.history = next < 256 ? next : next & 127 | 128;
        }
    }

    /** A mixer with one hidden layer. */
    private final class Mixing {
        private final float[][] weightsOf = new float[32][inputs.length];
        private final float[][][] vectors;
        private final float[] output = new float[32];
        private final float[] hidden = new float[32];
        private float[] sums;
        private float outputBias;
        private float probability;
        private float speed = 0.01f;

        Mixing() {
            int state = 12345;
            for (float[] unit : weightsOf) {
                for (int i = 0; i < unit.length; i++) {
                    state = state * 1664525 + 1013904223;
                    unit[i] = (state >> 8) * (0.05f / (1 << 23));
                }
            }
            vectors = new float[sizes.groups.length][][];
            for (int g = 0; g < vectors.length; g++) {
                vectors[g] = new float[sizes.groups[g]][32];
            }
            for (int u = 0; u < 32; u++) {
                output[u] = u % 2 == 0 ? 0.3f : -0.3f;
            }
        }

        private float[][] chosen() {
            float[][] chosen = new float[vectors.length][];
            Arrays.setAll(chosen, g -> vectors[g][selected[g]]);
            return chosen;
        }

        float predict() {
            sums = PlainLogit.sum(new float[32], chosen());
            for (int u = 0; u < 32; u++) {
                sums[u] += PlainLogit.dot(inputs, weightsOf[u]);
                hidden[u] = sums[u] > 0 ? sums[u] : sums[u] * 0.1f;
            }
            float logit = PlainLogit.clip(outputBias + PlainLogit.dot(hidden, output));
            probability = PlainLogit.squash(logit);
            return logit;
        }

        void update(int bit) {
            float error = bit - probability;
            if (Math.abs(error) < 0.002f) {
                return;
            }
            float step = error * speed;
            float fall = (0.001f - speed) * 0.00005f;
            speed += fall;
            float[] gradient = new float[32];
            for (int u = 0; u < 32; u++) {
                gradient[u] = (sums[u] > 0 ? output[u] : output[u] * 0.1f) * step;
            }
            PlainLogit.add(output, hidden, step);
            outputBias += step;
            for (float[] vector : chosen()) {
                PlainLogit.add(vector, gradient, 2);
            }
            for (int u = 0; u < 32; u++) {
                PlainLogit.add(weightsOf[u], inputs, gradient[u]);
            }
        }
    }
}
