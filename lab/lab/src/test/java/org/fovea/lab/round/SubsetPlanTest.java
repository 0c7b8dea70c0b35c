package org.fovea.lab.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.lab.Records;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.junit.jupiter.api.Test;

final class SubsetPlanTest {
    private static final int PAIRS = 600;

    /** A clip whose hard pairs are all in its first part, as where a drive begins in a town. */
    private static Run floor(int pairs) {
        Draws draws = new Draws(5);
        List<PairDistortion> costs = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            double hard = pair < pairs / 10 ? 5 : 1;
            costs.add(new PairDistortion(
                    pair, hard * 0.001 * Math.exp(draws.normal()), hard * 0.0005 * Math.exp(draws.normal())));
        }
        return Records.run(
                Records.benchmark("white", pairs), Records.candidate("a", "1"), Subset.all(pairs), 9000, costs);
    }

    private static List<Double> sortedCosts(double[] costs, Subset subset) {
        return subset.pairs().stream().map(pair -> costs[pair]).sorted().toList();
    }

    /** Before: "hard 8" was the worst of the first 64 samples. */
    @Test
    void a_subset_is_neither_the_worst_pairs_nor_the_first_part_but_covers_the_clip() {
        Run floor = floor(PAIRS);
        double[] costs = LinearScore.costs(floor);
        double[] sorted = costs.clone();
        Arrays.sort(sorted);
        Strata strata = Strata.byDifficulty(floor, 4);
        List<Integer> worstOfTheFirst = IntStream.range(0, 64)
                .boxed()
                .sorted((a, b) -> Double.compare(costs[b], costs[a]))
                .limit(8)
                .sorted()
                .toList();
        for (long seed = 0; seed < 500; seed++) {
            for (Subset subset : new SubsetPlan(strata, seed).nested(List.of(8, 24))) {
                List<Double> drawn = sortedCosts(costs, subset);
                assertThat(drawn.getFirst()).isLessThanOrEqualTo(sorted[PAIRS / 4]);
                assertThat(drawn.getLast()).isGreaterThanOrEqualTo(sorted[PAIRS * 3 / 4 - 1]);
                assertThat(subset.pairs()).isNotEqualTo(worstOfTheFirst);
                assertThat(subset.pairs().getLast()).isGreaterThan(PAIRS / 2);
                assertThat(subset.pairs().stream().filter(pair -> pair < 64).count())
                        .isLessThanOrEqualTo(subset.size() / 2);
            }
        }
    }

    @Test
    void every_stratum_gives_its_share_of_every_size() {
        Strata strata = Strata.byDifficulty(floor(110), 4);
        assertThat(strata.parts()).extracting(List::size).containsExactly(27, 28, 27, 28);
        for (long seed = 0; seed < 200; seed++) {
            for (Subset subset : new SubsetPlan(strata, seed).nested(List.of(8, 24, 60, 110))) {
                for (List<Integer> part : strata.parts()) {
                    double share = (double) subset.size() * part.size() / 110;
                    assertThat((double) subset.pairs().stream()
                                    .filter(part::contains)
                                    .count())
                            .isCloseTo(share, within(2.0));
                }
            }
        }
    }

    @Test
    void each_subset_holds_the_smaller_ones() {
        Draws draws = new Draws(3);
        for (int i = 0; i < 300; i++) {
            int pairs = 1 + draws.below(200);
            Strata strata = Strata.byPosition(pairs, 1 + draws.below(8));
            List<Integer> sizes = IntStream.rangeClosed(1, pairs)
                    .filter(size -> draws.uniform() < 0.2 || size == pairs)
                    .boxed()
                    .toList();
            List<Subset> subsets = new SubsetPlan(strata, i).nested(sizes);
            assertThat(subsets).extracting(Subset::size).isEqualTo(sizes);
            for (int k = 1; k < subsets.size(); k++) {
                assertThat(subsets.get(k).pairs())
                        .containsAll(subsets.get(k - 1).pairs());
            }
            assertThat(subsets.getLast().whole()).isTrue();
        }
    }

    /** Each pair is drawn equally often, so the mean of a subset estimates the clip's, whatever the difficulty. */
    @Test
    void the_mean_of_a_subset_is_an_unbiased_estimate_of_the_clips() {
        Run floor = floor(110);
        double[] costs = LinearScore.costs(floor);
        double mean = Arrays.stream(costs).average().orElseThrow();
        Strata strata = Strata.byDifficulty(floor, 4);
        int draws = 20_000;
        int[] drawn = new int[110];
        double sum = 0;
        double squares = 0;
        for (long seed = 0; seed < draws; seed++) {
            Subset subset = new SubsetPlan(strata, seed).nested(List.of(8, 24)).getFirst();
            double of = subset.pairs().stream()
                    .mapToDouble(pair -> costs[pair])
                    .average()
                    .orElseThrow();
            subset.pairs().forEach(pair -> drawn[pair]++);
            sum += of;
            squares += of * of;
        }
        double average = sum / draws;
        double deviation = Math.sqrt(squares / draws - average * average);
        assertThat(average).isCloseTo(mean, within(4 * deviation / Math.sqrt(draws)));
        double share = 8.0 / 110;
        double spread = 5 * Math.sqrt(draws * share * (1 - share));
        for (int count : drawn) {
            assertThat((double) count).isCloseTo(draws * share, within(spread));
        }
    }

    @Test
    void the_same_seed_draws_the_same_on_every_machine() {
        SubsetPlan plan = new SubsetPlan(Strata.byPosition(110, 4), 1);
        assertThat(plan.nested(List.of(8, 24)).getFirst().text()).isEqualTo("8,22,27,41,58,71,83,97 of 110");
        assertThat(plan.nested(List.of(8, 24))).isEqualTo(plan.nested(List.of(8, 24)));
        assertThat(new SubsetPlan(plan.strata(), 2).nested(List.of(8, 24))).isNotEqualTo(plan.nested(List.of(8, 24)));
    }

    @Test
    void difficulty_needs_a_run_of_all_pairs() {
        Run part = Records.run(Records.benchmark(), Records.candidate("a", "1"), Subset.of("0..7 of 110"), 900, 1, 1);
        assertThrown(IllegalArgumentException.class, () -> Strata.byDifficulty(part, 4), "8 of 110");
        assertThat(Strata.byPosition(10, 3).parts())
                .containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6, 7, 8, 9));
        assertThatThrownBy(() -> new SubsetPlan(Strata.byPosition(10, 3), 1).nested(List.of(8, 24)))
                .hasMessageContaining("clip of 10 pairs");
    }

    @Test
    void a_floor_without_pose_error_has_strata_too() {
        List<PairDistortion> pairs = IntStream.range(0, 20)
                .mapToObj(pair -> new PairDistortion(pair, (20 - pair) / 1000.0, 0))
                .toList();
        Run floor = Records.run(Records.benchmark("b", 20), Records.candidate("a", "1"), Subset.all(20), 900, pairs);
        assertThat(Strata.byDifficulty(floor, 2).parts().getFirst())
                .isEqualTo(IntStream.range(10, 20).boxed().toList());
    }
}
