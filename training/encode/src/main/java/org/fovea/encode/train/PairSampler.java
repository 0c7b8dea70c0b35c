package org.fovea.encode.train;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which pair each step of a training looks at. Without hard-example sampling all pairs come in rounds, in an order that
 * is shuffled again for each (random reshuffling), so that what single pairs pull at cancels out within a round; with
 * it pairs are drawn at random, a share of them in proportion to their losses. A choice follows from seed, step and
 * losses alone: a training that was interrupted goes on as if it had not been.
 *
 * @param hardShare probability that the pair of a step is drawn by its loss, 0..1
 */
record PairSampler(long seed, double hardShare) {
    private static final long ROUNDS = 0xD1342543DE82EF95L;
    private static final long STEPS = 0x9E3779B97F4A7C15L;

    /**
     * The pair of a step.
     *
     * @param step 0 = first
     * @param losses of all pairs, in any unit
     */
    int pair(long step, double[] losses) {
        int pairs = losses.length;
        if (hardShare == 0) {
            return shuffled(pairs, new SplittableRandom(seed * ROUNDS + step / pairs))[(int) (step % pairs)];
        }
        SplittableRandom random = new SplittableRandom(seed * STEPS + step);
        return random.nextDouble() >= hardShare ? random.nextInt(pairs) : byLoss(random.nextDouble(), losses);
    }

    private static int byLoss(double share, double[] losses) {
        double left = share * Arrays.stream(losses).sum();
        for (int pair = 0; pair < losses.length; pair++) {
            left -= losses[pair];
            if (left < 0) {
                return pair;
            }
        }
        return losses.length - 1;
    }

    /**
     * All pairs in any order: Fisher and Yates, from the inside out. Not the library's, whose order no document
     * promises: trainings are to be repeatable.
     */
    private static int[] shuffled(int pairs, SplittableRandom random) {
        int[] order = new int[pairs];
        for (int i = 0; i < pairs; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
