package org.fovea.encode.colours;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Finds whole numbers that make a cost small: tries a step to either side in each dimension in turn, keeps what helps,
 * and halves the steps when a round has helped little (the pattern search of Hooke and Jeeves, without its long moves).
 *
 * @param firstSteps one per dimension, at least 1
 * @param mostTrials how often the cost may be asked for
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PoseSearch(int[] firstSteps, int mostTrials) {
    /** A round that leaves more than this share of the cost has helped little. */
    private static final double LITTLE = 0.5;

    /** The best numbers that are found from a starting point. */
    int[] minimise(int[] start, ToDoubleFunction<int[]> cost) {
        int[] best = start.clone();
        double least = cost.applyAsDouble(best);
        int[] steps = firstSteps.clone();
        int trials = 1;
        boolean finest = Arrays.stream(steps).allMatch(step -> step == 1);
        while (trials < mostTrials) {
            double before = least;
            for (int dimension = 0; dimension < best.length; dimension++) {
                for (int sign = -1; sign <= 1 && trials < mostTrials; sign += 2) {
                    int[] tried = best.clone();
                    tried[dimension] += sign * steps[dimension];
                    double value = cost.applyAsDouble(tried);
                    trials++;
                    if (value < least) {
                        least = value;
                        best = tried;
                        break;
                    }
                }
            }
            if (finest && least == before) {
                break;
            }
            if (least > LITTLE * before) {
                steps = Arrays.stream(steps).map(step -> Math.max(1, step / 2)).toArray();
                finest = Arrays.stream(steps).allMatch(step -> step == 1);
            }
        }
        return best;
    }
}
