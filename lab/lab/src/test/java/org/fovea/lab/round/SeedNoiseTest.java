package org.fovea.lab.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.fovea.lab.Records;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Spread;
import org.fovea.lab.record.Subset;
import org.junit.jupiter.api.Test;

final class SeedNoiseTest {
    private static final Candidate FLOOR = Records.candidate("a", "1");
    private static final Subset BOTH = Subset.all(2);

    /** A run whose segmentation term is so many points, and whose other terms are the same for all. */
    private static Run run(double points) {
        return Records.run(
                Records.benchmark("b", 2),
                FLOOR,
                BOTH,
                900,
                List.of(new PairDistortion(0, points / 100, 0.1), new PairDistortion(1, points / 100, 0.1)));
    }

    @Test
    void the_bar_is_a_quantile_times_the_error_of_a_difference_of_means() {
        // s of 0.10, 0.11, 0.12 is 0.01; t(0.95, 2) = 2.919986; √(2/3)
        assertThat(SeedNoise.usualBar(List.of(run(0.10), run(0.11), run(0.12))))
                .isCloseTo(0.01 * 2.919986 * Math.sqrt(2.0 / 3), within(1e-7));
        assertThat(SeedNoise.usualBar(List.of(run(0.10), run(0.12))))
                .isCloseTo(0.02 / Math.sqrt(2) * 6.313752, within(1e-7));
        assertThat(SeedNoise.usualBar(List.of(run(0.1), run(0.1)))).isZero();
    }

    @Test
    void spreads_are_pooled() {
        SeedNoise noise = SeedNoise.of(List.of(run(0.10), run(0.11), run(0.12)), List.of(run(0.30), run(0.34)));
        assertThat(noise.degrees()).isEqualTo(3);
        assertThat(noise.deviation()).isCloseTo(Math.sqrt((2 * 0.0001 + 0.0008) / 3), within(1e-9));
        assertThat(noise.error()).isCloseTo(noise.deviation() * Math.sqrt(1 / 3.0 + 1 / 2.0), within(1e-12));
        assertThat(SeedNoise.of(List.of(run(0.1)), List.of(run(0.2)))).isEqualTo(SeedNoise.UNKNOWN);
    }

    @Test
    void one_candidate_in_twenty_that_changes_nothing_passes_the_usual_bar() {
        Random random = new Random(7);
        for (int seeds : List.of(2, 3, 5)) {
            int trials = 4000;
            int passed = 0;
            for (int i = 0; i < trials; i++) {
                List<Run> floors = draw(random, seeds);
                PairedComparison comparison = PairedComparison.ofMeans(floors, draw(random, seeds));
                passed += comparison.exactGain() > SeedNoise.usualBar(floors) ? 1 : 0;
            }
            assertThat(passed / (double) trials).isCloseTo(0.05, within(0.012));
        }
    }

    @Test
    void intervals_on_all_pairs_hold_no_difference_as_often_as_they_say() {
        Random random = new Random(8);
        int trials = 3000;
        int held = 0;
        for (int i = 0; i < trials; i++) {
            PairedComparison comparison = PairedComparison.ofMeans(draw(random, 3), draw(random, 3));
            held += comparison.interval(0.05, 0.05).contains(0) ? 1 : 0;
        }
        assertThat(held / (double) trials).isCloseTo(0.9, within(0.02));
    }

    @Test
    void a_spread_has_the_deviation_of_a_sample() {
        Spread spread = Spread.of(List.of(0.6, 0.62, 0.64));
        assertThat(spread.deviation()).isCloseTo(0.02, within(1e-12));
        assertThat(spread.text()).isEqualTo("0.6200 ± 0.0200 (3 seeds)");
    }

    private static List<Run> draw(Random random, int count) {
        return random.doubles(count)
                .mapToObj(_ -> run(0.5 + 0.02 * random.nextGaussian()))
                .toList();
    }
}
