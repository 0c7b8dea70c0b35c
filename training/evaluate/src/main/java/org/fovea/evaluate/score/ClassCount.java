package org.fovea.evaluate.score;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of the pixels of one class, over all scored pairs.
 *
 * @param id number of the class
 * @param name for display; the number where it has no name
 * @param share of all pixels that the original has of it, 0..1
 * @param original pixels of this class in the original
 * @param candidate pixels of this class in the candidate
 * @param both pixels of this class in both, at the same places
 */
public record ClassCount(int id, String name, double share, long original, long candidate, long both) {
    /** Below this recall, less than half of the class is still seen. */
    private static final double HALF = 0.5;

    /** @throws IllegalArgumentException where the numbers contradict each other */
    public ClassCount {
        if (id < 0 || both < 0 || both > original || both > candidate || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("class " + id + " has " + both + " pixels in both, " + original
                    + " in the original and " + candidate + " in the candidate");
        }
    }

    /** Intersection over union: 1 where the class is at the same places, also where neither has it. */
    @JsonProperty
    public double iou() {
        long union = original + candidate - both;
        return union == 0 ? 1 : (double) both / union;
    }

    /** Share of the original's pixels of this class that are still seen as such; 1 where it has none. */
    @JsonProperty
    public double recall() {
        return original == 0 ? 1 : (double) both / original;
    }

    public boolean lost() {
        return recall() < HALF;
    }
}
