package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairSamplerTest {
    private static final int PAIRS = 7;

    private static double[] losses(double last) {
        double[] losses = new double[PAIRS];
        Arrays.fill(losses, 1);
        losses[PAIRS - 1] = last;
        return losses;
    }

    private static int[] pairs(PairSampler sampler, int steps, double[] losses) {
        return IntStream.range(0, steps).map(step -> sampler.pair(step, losses)).toArray();
    }

    private static int[] counts(int[] pairs) {
        int[] counts = new int[PAIRS];
        for (int pair : pairs) {
            counts[pair]++;
        }
        return counts;
    }

    @Test
    void each_round_has_every_pair_once_and_an_order_of_its_own() {
        int[] pairs = pairs(new PairSampler(5, 0), 40 * PAIRS, losses(100));
        int sameAsBefore = 0;
        for (int round = 0; round < 40; round++) {
            int[] one = Arrays.copyOfRange(pairs, round * PAIRS, (round + 1) * PAIRS);
            assertThat(counts(one)).containsOnly(1);
            sameAsBefore +=
                    round > 0 && Arrays.equals(one, Arrays.copyOfRange(pairs, (round - 1) * PAIRS, round * PAIRS))
                            ? 1
                            : 0;
        }
        assertThat(sameAsBefore).isLessThan(3);
        assertThat(pairs(new PairSampler(6, 0), 40 * PAIRS, losses(100))).isNotEqualTo(pairs);
    }

    @Test
    void a_share_of_the_pairs_is_drawn_by_loss() {
        // Where one pair loses everything, all hard steps are its own; the others are even.
        double[] losses = new double[PAIRS];
        losses[2] = 1;
        int[] counts = counts(pairs(new PairSampler(5, 0.3), 7000, losses));
        assertThat(counts[2]).isBetween(2_650, 2_950); // 7,000 · (0.3 + 0.7 / 7)
        assertThat(counts[0]).isBetween(620, 780); // 7,000 · 0.7 / 7
        assertThat(counts(pairs(new PairSampler(5, 1), 100, losses))[2]).isEqualTo(100);
    }

    @Test
    void pairs_that_lose_more_come_more_often() {
        int[] counts = counts(pairs(new PairSampler(5, 1), 12_000, losses(6)));
        assertThat(counts[PAIRS - 1]).isBetween(5_500, 6_500);
        assertThat(counts[0]).isBetween(800, 1_200);
    }

    @Test
    void a_training_that_begins_in_the_middle_goes_on_the_same() {
        int[] all = pairs(new PairSampler(9, 0.3), 500, losses(3));
        PairSampler later = new PairSampler(9, 0.3);
        for (int step = 250; step < 500; step++) {
            assertThat(later.pair(step, losses(3))).isEqualTo(all[step]);
        }
    }
}
