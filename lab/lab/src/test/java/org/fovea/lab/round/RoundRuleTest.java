package org.fovea.lab.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.fovea.lab.Records;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Round.Decision;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.junit.jupiter.api.Test;

final class RoundRuleTest {
    private static PairedComparison comparison(int pairs, double gain, double error) {
        return new PairedComparison(pairs, 110, gain, gain, pairs == 110 ? 0 : error, 0, SeedNoise.UNKNOWN);
    }

    @Test
    void decides_by_the_ends_of_the_interval() {
        RoundRule rule = new RoundRule(0.01, 0.05, 0.05, 2);
        assertThat(rule.decide(comparison(8, -0.1, 0.01)).decision()).isEqualTo(Decision.KILL);
        assertThat(rule.decide(comparison(8, 0.1, 0.01)).decision()).isEqualTo(Decision.PROMOTE);
        assertThat(rule.decide(comparison(8, 0.02, 0.01)).decision()).isEqualTo(Decision.CONTINUE);
        assertThat(rule.decide(comparison(8, -0.01, 0.01)).decision()).isEqualTo(Decision.CONTINUE);
        assertThat(rule.decide(comparison(110, 0.0101, 0)).decision()).isEqualTo(Decision.PROMOTE);
        assertThat(rule.decide(comparison(110, 0.01, 0)).decision()).isEqualTo(Decision.KILL);
    }

    @Test
    void error_rates_are_split_among_the_looks() {
        assertThat(new RoundRule(0, 0.02, 0.08, 2).level()).isCloseTo(0.95, within(1e-12));
        PairedComparison comparison = comparison(8, 0, 1);
        PairedComparison.Interval one =
                new RoundRule(0, 0.02, 0.08, 1).decide(comparison).interval();
        PairedComparison.Interval two =
                new RoundRule(0, 0.02, 0.08, 2).decide(comparison).interval();
        assertThat(two.low()).isLessThan(one.low());
        assertThat(two.high()).isGreaterThan(one.high());
        assertThat(-one.low()).isLessThan(one.high()); // killing is guarded better here
        assertThatThrownBy(() -> new RoundRule(0, 0, 0.05, 1)).hasMessageContaining("between 0 and 0.5");
    }

    /** Candidates that are exactly at the bar on all pairs, looked at twice, on nested subsets. */
    @Test
    void all_looks_together_err_as_rarely_as_the_rates_say() {
        RoundRule rule = new RoundRule(0, 0.05, 0.1, 2);
        int killed = 0;
        int promoted = 0;
        int times = 2000;
        for (int seed = 0; seed < times; seed++) {
            Draws draws = new Draws(seed);
            List<PairDistortion> floor = new ArrayList<>();
            List<Double> changes = new ArrayList<>();
            for (int pair = 0; pair < 110; pair++) {
                double cost = 0.003 * Math.exp(draws.normal());
                floor.add(new PairDistortion(pair, cost, 0.001));
                changes.add(0.1 * cost * draws.normal());
            }
            double mean =
                    changes.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            List<PairDistortion> changed = floor.stream()
                    .map(pair -> new PairDistortion(
                            pair.pair(), Math.max(0, pair.segmentation() + changes.get(pair.pair()) - mean), 0.001))
                    .toList();
            Run one = Records.run(Records.benchmark(), Records.candidate("a", "1"), Subset.all(110), 9000, floor);
            Run other = Records.run(Records.benchmark(), Records.candidate("a", "2"), Subset.all(110), 9000, changed);
            List<Decision> decisions = new SubsetPlan(Strata.byDifficulty(one, 4), seed)
                    .nested(List.of(8, 24)).stream()
                            .map(subset -> rule.decide(PairedComparison.of(one, Records.on(subset, other)))
                                    .decision())
                            .toList();
            killed += decisions.contains(Decision.KILL) ? 1 : 0;
            promoted += decisions.contains(Decision.PROMOTE) ? 1 : 0;
        }
        assertThat((double) killed / times).isLessThan(0.06);
        assertThat((double) promoted / times).isLessThan(0.12).isGreaterThan(0.02);
    }

    private static Round round(int rung, String candidate, double gain, Decision decision) {
        return Round.builder()
                .benchmark(Records.hash("b"))
                .rung(rung)
                .candidate(Records.hash(candidate))
                .floorRun(Records.hash("floor"))
                .candidateRun(Records.hash(candidate + rung))
                .gain(gain)
                .low(gain - 1)
                .high(gain + 1)
                .level(0.95)
                .bar(0)
                .decision(decision)
                .by(RoundRule.AUTHOR)
                .time(Records.NOON)
                .build();
    }

    @Test
    void the_best_third_goes_on_unless_rejected() {
        SuccessiveHalving halving = new SuccessiveHalving(3);
        List<Round> rounds = new ArrayList<>();
        rounds.add(round(0, "a", 3, Decision.CONTINUE));
        rounds.add(round(0, "b", 2, Decision.CONTINUE));
        assertThat(halving.goOn(rounds, 0)).isEmpty();
        rounds.add(round(0, "c", 1, Decision.CONTINUE));
        rounds.add(round(1, "z", 9, Decision.CONTINUE));
        assertThat(halving.goOn(rounds, 0)).containsExactly(Records.hash("a"));
        rounds.add(round(0, "d", -1, Decision.PROMOTE));
        assertThat(halving.goOn(rounds, 0)).containsExactly(Records.hash("a"), Records.hash("d"));
        rounds.add(round(0, "e", 5, Decision.KILL));
        rounds.add(round(0, "f", 4, Decision.CONTINUE));
        assertThat(halving.goOn(rounds, 0)).containsExactly(Records.hash("f"), Records.hash("d"));
        assertThat(halving.goOn(rounds, 1)).isEmpty();
    }
}
