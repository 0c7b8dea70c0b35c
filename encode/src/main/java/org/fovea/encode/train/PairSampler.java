package org.fovea.encode.train;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which pair each step of a training looks at. Without hard-example sampling all pairs come in rounds, in an order that is shuffled anew for each (random reshuffling), so that
 * what single pairs pull at cancels out within a round; with it pairs are drawn at random, a share of them in proportion to their losses. A choice follows from seed, step and
 * losses alone: a training that was interrupted goes on as if it had not been.
 */
final class PairSampler {
    private static final long ROUNDS = 0xD1342543DE82EF95L;
    private static final long STEPS = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final double hardShare;
    private final int[] order;
    private long round = -1;

    /**
     * A sampler.
     *
     * @param pairs of the clip
     * @param hardShare probability that the pair of a step is drawn by its loss, 0..1
     */
    PairSampler(long seed, int pairs, double hardShare) {
        this.seed = seed;
        this.hardShare = hardShare;
        order = new int[pairs];
    }

    /**
     * The pair of a step.
     *
     * @param step 0 = first
     * @param losses of all pairs, in any unit
     */
    int pair(long step, double[] losses) {
        if (hardShare == 0) {
            return inRounds(step);
        }
        SplittableRandom random = new SplittableRandom(seed * STEPS + step);
        return random.nextDouble() >= hardShare ? random.nextInt(order.length) : byLoss(random.nextDouble(), losses);
    }

    private int inRounds(long step) {
        if (step / order.length != round) {
            round = step / order.length;
            shuffle(new SplittableRandom(seed * ROUNDS + round));
        }
        return order[(int) (step % order.length)];
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

    /** Fisher and Yates, from the inside out. */
    private void shuffle(SplittableRandom random) {
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }
}
