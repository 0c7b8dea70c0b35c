package org.fovea.encode.corrections;

import java.util.Arrays;

/** Which few edits together do most: always the one that adds most to what those before it do. */
final class GreedyChoice {
    private GreedyChoice() {}

    /**
     * Chooses, until none adds anything.
     *
     * @param worth [case][edit] what an edit is worth in a case; each case takes the best of those chosen, or none
     *     where that is below 0
     * @param most the largest number
     * @return numbers of edits, the one that adds most first
     */
    static int[] of(double[][] worth, int most) {
        double[] reached = new double[worth.length];
        int edits = worth.length == 0 ? 0 : worth[0].length;
        int[] chosen = new int[Math.min(most, edits)];
        for (int count = 0; count < chosen.length; count++) {
            int best = -1;
            double gain = 0;
            for (int edit = 0; edit < edits; edit++) {
                double sum = 0;
                for (int i = 0; i < worth.length; i++) {
                    sum += Math.max(0, worth[i][edit] - reached[i]);
                }
                if (sum > gain) {
                    gain = sum;
                    best = edit;
                }
            }
            if (best < 0) {
                return Arrays.copyOf(chosen, count);
            }
            chosen[count] = best;
            for (int i = 0; i < worth.length; i++) {
                reached[i] = Math.max(reached[i], worth[i][best]);
            }
        }
        return chosen;
    }
}
