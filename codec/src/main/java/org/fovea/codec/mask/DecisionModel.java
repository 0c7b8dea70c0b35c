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
    DecisionModel(ModelSizes sizes, int slotBits, Kernels kernels) {
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

    /**
     * Probability that the bit is one.
     *
     * @param finalSet weight set of the final layer
     */
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

    /** Learns that the bit was {@code bit}. */
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
}
