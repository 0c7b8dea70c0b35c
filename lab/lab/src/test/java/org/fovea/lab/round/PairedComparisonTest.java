package org.fovea.lab.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.lab.Records;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.junit.jupiter.api.Test;

final class PairedComparisonTest {
    private static final Candidate FLOOR = Records.candidate("a", "1");
    private static final Candidate OTHER = Records.candidate("a", "2");

    @Test
    void quantiles_are_those_of_the_tables() {
        assertThat(StudentT.quantile(0.975, 7)).isCloseTo(2.364624, within(1e-6));
        assertThat(StudentT.quantile(0.975, 23)).isCloseTo(2.068658, within(1e-6));
        assertThat(StudentT.quantile(0.95, 1)).isCloseTo(6.313752, within(1e-6));
        assertThat(StudentT.quantile(0.995, 2)).isCloseTo(9.924843, within(1e-6));
        assertThat(StudentT.quantile(0.025, 7)).isCloseTo(-2.364624, within(1e-6));
        assertThat(StudentT.quantile(0.5, 7)).isCloseTo(0, within(1e-9));
        assertThat(StudentT.quantile(0.975, 1199)).isCloseTo(1.961954, within(1e-5));
    }

    @Test
    void on_all_pairs_the_exact_gain_is_the_difference_of_the_scores() {
        for (int seed = 0; seed < 50; seed++) {
            Run floor = Records.run(Records.benchmark(), FLOOR, Subset.all(110), 9000 + seed, 1, seed);
            Run candidate = Records.run(Records.benchmark(), OTHER, Subset.all(110), 8900, 1.1, seed + 100);
            PairedComparison comparison = PairedComparison.of(floor, candidate);
            assertThat(comparison.exactGain()).isCloseTo(floor.score() - candidate.score(), within(1e-12));
            assertThat(comparison.gain()).isLessThanOrEqualTo(comparison.exactGain() + 1e-12);
            assertThat(comparison.error()).isZero();
            assertThat(comparison.interval(0.025, 0.025).contains(comparison.exactGain()))
                    .isTrue();
        }
    }

    @Test
    void fewer_bytes_alone_are_a_gain_without_doubt() {
        Subset subset = Subset.of("0..7 of 110");
        Run floor = Records.run(Records.benchmark(), FLOOR, subset, 900, 1, 1);
        Run candidate = Records.run(Records.benchmark(), OTHER, subset, 800, floor.pairs());
        PairedComparison comparison = PairedComparison.of(floor, candidate);
        assertThat(comparison.gain())
                .isCloseTo(25.0 * 100 / (2_641_803 * 8.0 / 110), within(1e-12))
                .isCloseTo(comparison.exactGain(), within(1e-12));
        assertThat(comparison.worse()).isZero();
        assertThat(comparison.interval(0.025, 0.025).low()).isCloseTo(comparison.gain(), within(1e-12));
    }

    @Test
    void poses_are_compared_even_where_the_floor_has_no_error() {
        Subset subset = Subset.of("0..1 of 4");
        Run floor = Records.run(
                Records.benchmark("b", 4),
                FLOOR,
                subset,
                900,
                List.of(new PairDistortion(0, 0, 0), new PairDistortion(1, 0, 0)));
        Run candidate = Records.run(
                Records.benchmark("b", 4),
                OTHER,
                subset,
                900,
                List.of(new PairDistortion(0, 0, 0.1), new PairDistortion(1, 0, 0.3)));
        PairedComparison comparison = PairedComparison.of(floor, candidate);
        assertThat(comparison.gain()).isCloseTo(-Math.sqrt(2), within(1e-12));
        assertThat(comparison.exactGain()).isCloseTo(-Math.sqrt(2), within(1e-12));
    }

    /** A tangent makes much larger poses look worse than they are; the interval must not reject for that. */
    @Test
    void the_upper_end_knows_of_the_tangent() {
        Subset subset = Subset.of("0..7 of 110");
        Run floor = Records.run(Records.benchmark(), FLOOR, subset, 900, costs(8, 0.01, 0.0001));
        Run candidate = Records.run(Records.benchmark(), OTHER, subset, 900, costs(8, 0.009, 0.001));
        PairedComparison comparison = PairedComparison.of(floor, candidate);
        assertThat(comparison.gain()).isNegative();
        assertThat(comparison.exactGain()).isPositive();
        assertThat(new RoundRule(0, 0.025, 0.025, 1).decide(comparison).decision())
                .isEqualTo(Round.Decision.CONTINUE);
    }

    private static List<PairDistortion> costs(int count, double segmentation, double pose) {
        return IntStream.range(0, count)
                .mapToObj(pair -> new PairDistortion(pair, segmentation, pose))
                .toList();
    }

    @Test
    void the_floors_archive_of_the_whole_clip_serves_every_subset_of_one_of_the_whole_clip() {
        Run floor = Records.run(Records.benchmark(), FLOOR, Subset.all(110), 9000, 1, 1);
        Run all = Records.run(Records.benchmark(), OTHER, Subset.all(110), 8000, 1, 2);
        Subset subset = Subset.of("3,50..52,100 of 110");
        PairedComparison comparison = PairedComparison.of(floor, Records.on(subset, all));
        assertThat(comparison.pairs()).isEqualTo(5);
        assertThat(comparison.clipPairs()).isEqualTo(110);
        Run built = Records.run(
                Records.benchmark(),
                OTHER,
                subset,
                800,
                subset.pairs().stream().map(all.pairs()::get).toList());
        assertThrown(IllegalArgumentException.class, () -> PairedComparison.of(floor, built), "built for");
    }

    @Test
    void runs_that_measured_other_things_are_not_compared() {
        Run floor = Records.run(Records.benchmark(), FLOOR, Subset.of("0..7 of 110"), 900, 1, 1);
        assertThatThrownBy(() -> PairedComparison.of(
                        floor, Records.run(Records.benchmark(), OTHER, Subset.of("8..15 of 110"), 900, 1, 1)))
                .hasMessageContaining("other pairs");
        assertThatThrownBy(() -> PairedComparison.of(
                        floor, Records.run(Records.benchmark("b", 110), OTHER, Subset.of("0..7 of 110"), 900, 1, 1)))
                .hasMessageContaining("two benchmarks");
        assertThatThrownBy(() ->
                        PairedComparison.of(floor, Records.run(Records.benchmark(), OTHER, Subset.all(110), 900, 1, 1)))
                .hasMessageContaining("built for");
    }

    /** How often intervals hold the gain over the whole clip, which is known here. */
    @Test
    void intervals_of_few_pairs_with_heavy_tails_hold_what_they_say() {
        for (Tails tails : Tails.values()) {
            for (int size : new int[] {8, 24}) {
                int held = 0;
                int above = 0;
                int times = 1500;
                for (int i = 0; i < times; i++) {
                    Run floor = population(i, tails, false);
                    Run candidate = population(i, tails, true);
                    Subset subset = new SubsetPlan(Strata.byDifficulty(floor, 4), i)
                            .nested(List.of(size, 110))
                            .getFirst();
                    double truth = PairedComparison.of(floor, candidate).exactGain();
                    PairedComparison.Interval interval = PairedComparison.of(floor, Records.on(subset, candidate))
                            .interval(0.025, 0.025);
                    held += interval.contains(truth) ? 1 : 0;
                    above += truth > interval.high() ? 1 : 0;
                }
                assertThat((double) held / times)
                        .as("%s of %d pairs", tails, size)
                        .isGreaterThan(tails.least);
                assertThat((double) above / times)
                        .as("%s of %d pairs", tails, size)
                        .isLessThan(0.06);
            }
        }
    }

    /** How a candidate's change differs from pair to pair. */
    private enum Tails {
        /** As a normal distribution says. */
        NORMAL(0.93),
        /** In proportion to the pair's cost, times t with 3 degrees of freedom. */
        HEAVY(0.9),
        /** Better on most, and the harder a pair the more worse. */
        SKEWED(0.8);

        private final double least;

        Tails(double least) {
            this.least = least;
        }
    }

    private static Run population(long seed, Tails tails, boolean changed) {
        Draws difficulty = new Draws(seed);
        Draws change = new Draws(seed + 1_000_000);
        List<PairDistortion> pairs = new ArrayList<>();
        for (int pair = 0; pair < 110; pair++) {
            double cost = Math.exp(difficulty.normal());
            double by = switch (tails) {
                case NORMAL -> 0.02 * change.normal();
                case HEAVY -> 0.1 * cost * heavy(change);
                case SKEWED -> 0.05 * (Math.exp(change.normal()) - 1.2);
            };
            double factor = changed ? by - 0.01 : 0;
            pairs.add(new PairDistortion(
                    pair, Math.clamp(0.003 * (cost + factor), 0, 1), Math.max(0, 0.0005 * (cost + factor))));
        }
        return Records.run(Records.benchmark(), changed ? OTHER : FLOOR, Subset.all(110), changed ? 8900 : 9000, pairs);
    }

    private static double heavy(Draws draws) {
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            double one = draws.normal();
            squares += one * one;
        }
        return draws.normal() / Math.sqrt(squares / 3);
    }
}
