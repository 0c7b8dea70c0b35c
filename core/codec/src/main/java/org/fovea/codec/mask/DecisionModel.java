package org.fovea.codec.mask;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Predicts a bit from many contexts. What was seen in each context gives two inputs, the caller may give more. Mixers,
 * one per group of weight sets, turn the inputs into logits; a final layer mixes these, and maps conditioned on further
 * small contexts correct the result.
 */
final class DecisionModel {
    private static final float BIAS_INPUT = 0.3f;
    /** Part of the way from the current learning rate to the least that is gone with every bit. */
    private static final float RATE_DECAY = 0.00002f;
    /** Mixers with a smaller error do not learn. */
    private static final float NEGLIGIBLE = 0.0005f;

    /** A logit below which the error of a zero is certainly negligible; saves computing it. */
    private static final float NEGLIGIBLE_LOGIT = -7.7f;

    private static final float NETWORK_WEIGHT = 0.1f;
    /** Share of the maps in the result. */
    private static final float MAP_SHARE = 0.75f;

    /** Contexts, to be filled in before {@link #predict}, which destroys them. */
    final long[] keys;
    /** Selected weight set of each group, to be filled in before {@link #predict}. */
    final int[] selected;
    /** Selected row of each correcting map, to be filled in before {@link #predict}. */
    final int[] mapRows;
    /** Inputs of the mixer; those from {@link #extraBase} on are the caller's. */
    final float[] inputs;

    final int extraBase;

    private final Kernels kernels;
    private final SlotTables tables;
    private final int length;
    private final int[] groupBase;
    private final float[] weights;
    private final int[] weightBase;
    private final @Nullable MixingNetwork network;
    private final float[] finalInputs;
    private final float[] finalWeights;
    private final float finalRate;
    private final float leastRate;
    private final CorrectingMaps maps;
    private int finalBase;
    private float mixedProbability;
    private float rate;

    /**
     * @param sizes how the model is built
     * @param slotBits binary logarithm of the number of slots per context
     */
    DecisionModel(Sizes sizes, int slotBits, Kernels kernels) {
        this.kernels = kernels;
        tables = new SlotTables(sizes.contexts(), slotBits, sizes.countLimit(), sizes.historyRate());
        keys = tables.keys;
        int contextInputs = SlotTables.INPUTS * sizes.contexts();
        extraBase = contextInputs + 1;
        length = padded(extraBase + sizes.extraInputs());
        inputs = new float[length];
        inputs[contextInputs] = BIAS_INPUT;

        int[] groups = sizes.weightSets();
        groupBase = new int[groups.length];
        int sets = 0;
        for (int g = 0; g < groups.length; g++) {
            groupBase[g] = sets * length;
            sets += groups[g];
        }
        weights = new float[sets * length];
        for (int s = 0; s < sets; s++) {
            Arrays.fill(weights, s * length, s * length + contextInputs, sizes.initialWeight());
        }
        selected = new int[groups.length];
        weightBase = new int[groups.length];
        network = sizes.mixingUnits() == 0 ? null : new MixingNetwork(length, groups, sizes.mixingUnits(), kernels);

        finalInputs = new float[padded(groups.length + (network == null ? 0 : 1))];
        finalWeights = new float[finalInputs.length * sizes.finalSets()];
        for (int i = 0; i < finalWeights.length; i++) {
            finalWeights[i] = i % finalInputs.length < groups.length ? 1f / groups.length : NETWORK_WEIGHT;
        }
        rate = sizes.firstLearningRate();
        leastRate = sizes.leastLearningRate();
        finalRate = sizes.finalLearningRate();
        maps = new CorrectingMaps(sizes.maps(), sizes.mapRate());
        mapRows = maps.rows;
    }

    private static int padded(int length) {
        return (length + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
    }

    /** Probability that the bit is one. */
    float predict(int finalSet) {
        tables.lookUp(inputs);
        int groups = selected.length;
        for (int g = 0; g < groups; g++) {
            int base = groupBase[g] + selected[g] * length;
            weightBase[g] = base;
            finalInputs[g] = Logistic.clip(kernels.dot(inputs, weights, base, length));
        }
        if (network != null) {
            finalInputs[groups] = network.predict(inputs, selected);
        }
        finalBase = finalSet * finalInputs.length;
        float logit = kernels.dot(finalInputs, finalWeights, finalBase, finalInputs.length);
        mixedProbability = Logistic.squash(logit);
        if (maps.count() == 0) {
            return mixedProbability;
        }
        return (1 - MAP_SHARE) * mixedProbability + MAP_SHARE * maps.mean(logit);
    }

    void update(int bit) {
        maps.update(bit);
        float finalStep = (bit - mixedProbability) * finalRate;
        kernels.addScaled(finalWeights, finalBase, finalInputs, finalInputs.length, finalStep);
        if (network != null) {
            network.update(inputs, bit);
        }
        float sure = bit == 0 ? 1 : -1;
        for (int g = 0; g < weightBase.length; g++) {
            if (finalInputs[g] * sure < NEGLIGIBLE_LOGIT) {
                continue;
            }
            float error = bit - Logistic.squash(finalInputs[g]);
            if (Math.abs(error) > NEGLIGIBLE) {
                kernels.addScaled(weights, weightBase[g], inputs, length, error * rate);
            }
        }
        rate += (leastRate - rate) * RATE_DECAY;
        tables.update(bit);
    }

    /**
     * Numbers that define a {@link DecisionModel}.
     *
     * @param countLimit observations after which a slot's rate of learning stops falling, at most 1023
     * @param historyRate binary logarithm of the time constant of the history maps
     * @param extraInputs mixer inputs that the caller provides
     * @param weightSets number of weight sets in each group; one set of each group is in use at a time
     * @param initialWeight weight of a context's inputs in the beginning
     * @param firstLearningRate of the mixers in the beginning
     * @param leastLearningRate that it falls to
     * @param finalLearningRate of the final layer
     * @param maps rows of each correcting map; may be empty
     * @param mapRate of the correcting maps
     * @param mixingUnits hidden units of the mixing network, 0 for none
     */
    record Sizes(
            int contexts,
            int countLimit,
            int historyRate,
            int extraInputs,
            int[] weightSets,
            float initialWeight,
            int finalSets,
            float firstLearningRate,
            float leastLearningRate,
            float finalLearningRate,
            int[] maps,
            float mapRate,
            int mixingUnits) {}

    /**
     * Corrects a probability by what really happened: each map has, for every value of a small context, a curve over
     * the logit, kept at {@value #BINS} points and interpolated between them; the points near a prediction move towards
     * the answer.
     */
    static final class CorrectingMaps {
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
}
