package org.fovea.codec.mask;

/**
 * Numbers that define a {@link DecisionModel}.
 *
 * @param contexts number of hashed contexts
 * @param countLimit observations after which a slot's rate of learning stops falling, at most 1023
 * @param historyRate binary logarithm of the time constant of the history maps
 * @param extraInputs mixer inputs that the caller provides
 * @param weightSets number of weight sets in each group; one set of each group is in use at a time
 * @param initialWeight weight of a context's inputs in the beginning
 * @param finalSets weight sets of the final layer
 * @param firstLearningRate of the mixers in the beginning
 * @param leastLearningRate that it falls to
 * @param finalLearningRate of the final layer
 * @param maps rows of each correcting map; may be empty
 * @param mapRate of the correcting maps
 * @param mixingUnits hidden units of the mixing network, 0 for none
 */
record ModelSizes(
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
