package org.fovea.codec.mask;

/** Numbers that define a {@link DecisionModel}. */
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
        float mapRate) {}
