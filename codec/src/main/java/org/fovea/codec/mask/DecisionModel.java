package org.fovea.codec.mask;

import java.util.Arrays;

/**
 * Predicts a bit from many contexts. Every context has a hash table of slots that remember how often the bit was one and in what
 * order; a mixer of several weight sets, each selected by a small context, turns their predictions into one; maps conditioned
 * on further small contexts correct it.
 */
final class DecisionModel {
    /** Bits of a slot: check, probability, count, history. */
    private static final int CHECK_BITS = 16;

    private static final int COUNT_SHIFT = 40;
    private static final int HISTORY_SHIFT = 52;
    private static final int PROBABILITY_SHIFT = 16;
    private static final long PROBABILITY_MASK = 0xFFFFFF;
    private static final int HISTORIES = 256;
    private static final long EMPTY = 1L << 39 | 1L << HISTORY_SHIFT;

    private static final int COUNT_LIMIT = 1023;
    private static final float[] CONFIDENCE = new float[COUNT_LIMIT + 1];

    static {
        for (int n = 0; n <= COUNT_LIMIT; n++) {
            CONFIDENCE[n] = (float) Math.sqrt(n / (n + 1.5));
        }
    }

    /** Keys of the contexts, to be filled in before {@link #predict}. */
    final long[] keys;
    /** Selected weight set in each group of sets. */
    final int[] selected;
    /** Selected row of each correcting map. */
    final int[] mapRows;
    /** Inputs of the mixer; those from {@link #extraBase} on are the caller's. */
    final float[] inputs;

    final int extraBase;

    private final Kernels kernels;
    private final int contexts;
    private final int slotShift;
    private final long[] slots;
    private final int[] slotIndex;
    private final int slotBits;
    private final int countLimit;
    private final int[] rates;
    private final char[] historyMap;
    private final int[] historyIndex;
    private final int historyRate;

    private final int length;
    private final int[] setBase;
    private final float[] weights;
    private final int[] weightBase;
    private final float[] logits;
    private final float[] finalInputs;
    private final float[] finalWeights;
    private int finalBase;
    private float mixed;
    private float mixedProbability;
    private float learningRate;
    private final float leastLearningRate;
    private final float finalRate;

    private final int[] mapBase;
    private final float[] maps;
    private final int[] mapIndex;
    private final float[] mapWeight;
    private final float mapRate;

    /**
     * @param sizes how the model is built
     * @param slotBits binary logarithm of the number of slots per context
     */
    DecisionModel(ModelSizes sizes, int slotBits, Kernels kernels) {
        this.kernels = kernels;
        contexts = sizes.contexts();
        this.slotBits = slotBits;
        slotShift = 64 - slotBits;
        slots = new long[contexts << slotBits];
        Arrays.fill(slots, EMPTY);
        slotIndex = new int[contexts];
        keys = new long[contexts];
        countLimit = sizes.countLimit();
        rates = new int[COUNT_LIMIT + 1];
        for (int n = 0; n <= COUNT_LIMIT; n++) {
            rates[n] = (int) (65536 / (n + 1.6));
        }
        historyMap = new char[contexts * HISTORIES];
        Arrays.fill(historyMap, (char) 32768);
        historyIndex = new int[contexts];
        historyRate = sizes.historyRate();

        extraBase = 2 * contexts + 1;
        int used = extraBase + sizes.extraInputs();
        length = (used + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
        inputs = new float[length];
        inputs[2 * contexts] = 0.3f;
        int[] setSizes = sizes.weightSets();
        setBase = new int[setSizes.length];
        int sets = 0;
        for (int s = 0; s < setSizes.length; s++) {
            setBase[s] = sets * length;
            sets += setSizes[s];
        }
        weights = new float[sets * length];
        for (int s = 0; s < sets; s++) {
            Arrays.fill(weights, s * length, s * length + 2 * contexts, sizes.initialWeight());
        }
        selected = new int[setSizes.length];
        weightBase = new int[setSizes.length];
        logits = new float[setSizes.length];
        int finalLength = (setSizes.length + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
        finalInputs = new float[finalLength];
        finalWeights = new float[finalLength * sizes.finalSets()];
        Arrays.fill(finalWeights, 1f / setSizes.length);
        learningRate = sizes.firstLearningRate();
        leastLearningRate = sizes.leastLearningRate();
        finalRate = sizes.finalLearningRate();

        int[] mapSizes = sizes.maps();
        mapBase = new int[mapSizes.length];
        int rows = 0;
        for (int m = 0; m < mapSizes.length; m++) {
            mapBase[m] = rows * MAP_BINS;
            rows += mapSizes[m];
        }
        maps = new float[rows * MAP_BINS];
        for (int i = 0; i < maps.length; i++) {
            maps[i] = Logistic.squash((i % MAP_BINS - MAP_BINS / 2) * MAP_STEP);
        }
        mapRows = new int[mapSizes.length];
        mapIndex = new int[mapSizes.length];
        mapWeight = new float[mapSizes.length];
        mapRate = sizes.mapRate();
    }

    private static final int MAP_BINS = 33;
    private static final float MAP_STEP = 0.5f;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    /** The mixer's logit, before the maps. */
    float logit() {
        return mixed;
    }

    /**
     * Probability that the bit is one.
     *
     * @param finalSet weight set of the final layer
     */
    float predict(int finalSet) {
        lookUp();
        int sets = selected.length;
        for (int s = 0; s < sets; s++) {
            int base = setBase[s] + selected[s] * length;
            weightBase[s] = base;
            float logit = kernels.dot(inputs, weights, base, length);
            logit = Math.max(-Logistic.LIMIT, Math.min(Logistic.LIMIT, logit));
            logits[s] = logit;
            finalInputs[s] = logit;
        }
        finalBase = finalSet * finalInputs.length;
        mixed = kernels.dot(finalInputs, finalWeights, finalBase, finalInputs.length);
        mixedProbability = Logistic.squash(mixed);
        return correct();
    }

    private void lookUp() {
        long[] slots = this.slots;
        long[] keys = this.keys;
        int[] slotIndex = this.slotIndex;
        int[] historyIndex = this.historyIndex;
        float[] inputs = this.inputs;
        int n = contexts;
        int shift = slotShift;
        for (int i = 0; i < n; i++) {
            long h = (keys[i] + i) * MULTIPLIER;
            h = (h ^ h >>> 32) * MULTIPLIER;
            slotIndex[i] = (int) (h >>> shift) + (i << slotBits);
            keys[i] = h & 0xFFFF;
        }
        for (int i = 0; i < n; i++) {
            int at = slotIndex[i];
            long slot = slots[at];
            if ((slot & 0xFFFF) != keys[i]) {
                slot = EMPTY | keys[i];
                slots[at] = slot;
            }
            int count = (int) (slot >>> COUNT_SHIFT) & 0xFFF;
            inputs[2 * i] = Logistic.STRETCH[(int) (slot >>> PROBABILITY_SHIFT + 12) & 0xFFF] * CONFIDENCE[count];
            int history = i * HISTORIES + (int) (slot >>> HISTORY_SHIFT);
            historyIndex[i] = history;
            inputs[2 * i + 1] = Logistic.STRETCH[historyMap[history] >>> 4];
        }
    }

    private float correct() {
        float clipped = Math.max(-7.99f, Math.min(7.99f, mixed));
        float position = (clipped + 8f) * (1 / MAP_STEP);
        int bin = (int) position;
        float weight = position - bin;
        float sum = 0;
        for (int m = 0; m < mapRows.length; m++) {
            int at = mapBase[m] + mapRows[m] * MAP_BINS + bin;
            mapIndex[m] = at;
            mapWeight[m] = weight;
            sum += maps[at] * (1 - weight) + maps[at + 1] * weight;
        }
        return mapRows.length == 0 ? mixedProbability : 0.25f * mixedProbability + 0.75f / mapRows.length * sum;
    }

    /** Learns that the bit was {@code bit}. */
    void update(int bit) {
        for (int m = 0; m < mapIndex.length; m++) {
            int at = mapIndex[m];
            float w = mapWeight[m];
            maps[at] += (bit - maps[at]) * (1 - w) * mapRate;
            maps[at + 1] += (bit - maps[at + 1]) * w * mapRate;
        }
        float finalError = (bit - mixedProbability) * finalRate;
        kernels.addScaled(finalWeights, finalBase, finalInputs, finalInputs.length, finalError);
        float rate = learningRate;
        for (int s = 0; s < weightBase.length; s++) {
            float error = bit - Logistic.squash(logits[s]);
            if (Math.abs(error) > 0.0005f) {
                kernels.addScaled(weights, weightBase[s], inputs, length, error * rate);
            }
        }
        learningRate = rate + (leastLearningRate - rate) * 0.00002f;
        updateSlots(bit);
    }

    private void updateSlots(int bit) {
        long[] slots = this.slots;
        int target = bit == 0 ? 0 : 65535;
        long aim = bit == 0 ? 0 : PROBABILITY_MASK;
        for (int i = 0; i < contexts; i++) {
            int at = slotIndex[i];
            long slot = slots[at];
            long p = slot >>> PROBABILITY_SHIFT & PROBABILITY_MASK;
            int count = (int) (slot >>> COUNT_SHIFT) & 0xFFF;
            p += (aim - p) * rates[count] >> 16;
            if (count < countLimit) {
                count++;
            }
            int h = historyIndex[i];
            int mapped = historyMap[h];
            historyMap[h] = (char) (mapped + ((target - mapped) >> historyRate));
            long history = nextHistory((int) (slot >>> HISTORY_SHIFT), bit);
            slots[at] = slot & 0xFFFF | p << PROBABILITY_SHIFT | (long) count << COUNT_SHIFT | history << HISTORY_SHIFT;
        }
    }

    private static int nextHistory(int history, int bit) {
        int next = history << 1 | bit;
        return next < 256 ? next : next & 127 | 128;
    }
}
