package org.fovea.codec.mask;

import java.util.Arrays;

/**
 * What was seen in each context: one hash table of slots per context. A slot is one long, so that one access to memory
 * brings everything: 16 bits to check that it belongs to the context, a 24-bit probability, 12 bits of count, and the
 * last seven bits seen, with a leading one, which select an adaptive probability of their own.
 */
final class SlotTables {
    static final int INPUTS = 2;

    private static final long CHECK_MASK = 0xFFFF;
    private static final int PROBABILITY_SHIFT = 16;
    private static final long PROBABILITY_MASK = 0xFFFFFF;
    private static final int COUNT_SHIFT = 40;
    private static final int COUNT_MASK = 0xFFF;
    private static final int HISTORY_SHIFT = 52;
    private static final int HISTORIES = 256;
    /** Probability one half, nothing seen. */
    private static final long EMPTY = 1L << 39 | 1L << HISTORY_SHIFT;

    private static final int MAX_COUNT = 1023;
    private static final float[] CONFIDENCE = new float[MAX_COUNT + 1];
    private static final int[] RATES = new int[MAX_COUNT + 1];
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    static {
        for (int n = 0; n <= MAX_COUNT; n++) {
            CONFIDENCE[n] = (float) Math.sqrt(n / (n + 1.5));
            RATES[n] = (int) (65536 / (n + 1.6));
        }
    }

    /** The contexts, to be filled in before {@link #lookUp}, which destroys them. */
    final long[] keys;

    private final int contexts;
    private final int slotBits;
    private final long[] slots;
    private final int[] slotIndex;
    private final int countLimit;
    private final char[] historyMap;
    private final int[] historyIndex;
    private final int historyRate;

    /**
     * @param slotBits binary logarithm of the number of slots per context
     * @param historyRate binary logarithm of the time constant of the probabilities that the histories select
     */
    SlotTables(int contexts, int slotBits, int countLimit, int historyRate) {
        this.contexts = contexts;
        this.slotBits = slotBits;
        this.countLimit = Math.min(countLimit, MAX_COUNT);
        this.historyRate = historyRate;
        keys = new long[contexts];
        slots = new long[contexts << slotBits];
        Arrays.fill(slots, EMPTY);
        slotIndex = new int[contexts];
        historyMap = new char[contexts * HISTORIES];
        Arrays.fill(historyMap, (char) (1 << 15));
        historyIndex = new int[contexts];
    }

    /**
     * Finds or claims the contexts' slots; {@code inputs[2i]} and {@code inputs[2i + 1]} receive what context i
     * predicts.
     */
    void lookUp(float[] inputs) {
        long[] slots = this.slots;
        long[] keys = this.keys;
        int[] slotIndex = this.slotIndex;
        int[] historyIndex = this.historyIndex;
        int shift = 64 - slotBits;
        // Two loops, so that the processor waits for all slots at once and not for one after the other.
        for (int i = 0; i < contexts; i++) {
            long hash = (keys[i] + i) * MULTIPLIER;
            hash = (hash ^ hash >>> 32) * MULTIPLIER;
            slotIndex[i] = (int) (hash >>> shift) + (i << slotBits);
            keys[i] = hash & CHECK_MASK;
        }
        for (int i = 0; i < contexts; i++) {
            int at = slotIndex[i];
            long slot = slots[at];
            if ((slot & CHECK_MASK) != keys[i]) {
                slot = EMPTY | keys[i];
                slots[at] = slot;
            }
            int count = (int) (slot >>> COUNT_SHIFT) & COUNT_MASK;
            int probability = (int) (slot >>> PROBABILITY_SHIFT + 12) & 0xFFF;
            inputs[INPUTS * i] = Logistic.STRETCH[probability] * CONFIDENCE[count];
            int history = i * HISTORIES + (int) (slot >>> HISTORY_SHIFT);
            historyIndex[i] = history;
            inputs[INPUTS * i + 1] = Logistic.STRETCH[historyMap[history] >>> 4];
        }
    }

    void update(int bit) {
        int target = bit == 0 ? 0 : 65535;
        long aim = bit == 0 ? 0 : PROBABILITY_MASK;
        for (int i = 0; i < contexts; i++) {
            int at = slotIndex[i];
            long slot = slots[at];
            int count = (int) (slot >>> COUNT_SHIFT) & COUNT_MASK;
            long probability = slot >>> PROBABILITY_SHIFT & PROBABILITY_MASK;
            probability += (aim - probability) * RATES[count] >> 16;
            long nextCount = count < countLimit ? count + 1 : count;
            int h = historyIndex[i];
            int mapped = historyMap[h];
            historyMap[h] = (char) (mapped + ((target - mapped) >> historyRate));
            long history = nextHistory((int) (slot >>> HISTORY_SHIFT), bit);
            slots[at] = slot & CHECK_MASK
                    | probability << PROBABILITY_SHIFT
                    | nextCount << COUNT_SHIFT
                    | history << HISTORY_SHIFT;
        }
    }

    private static int nextHistory(int history, int bit) {
        int next = history << 1 | bit;
        return next < HISTORIES ? next : next & 127 | 128;
    }
}
