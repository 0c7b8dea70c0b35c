package org.fovea.site.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.Labs;
import org.junit.jupiter.api.Test;

/** What charts say of a lab with subsets, sections and pairs. */
class ExampleLabTest {
    private final Snapshot snapshot = Labs.example();
    private final Numbered<Benchmark> drive = snapshot.benchmarks().getFirst();

    @Test
    void a_promotion_knows_the_floor_that_its_gates_superseded_just_before() {
        List<TurningPoint> points = TurningPoint.of(snapshot, drive);
        assertThat(points.stream().map(point -> point.run().numberLabel()))
                .containsExactly("R-0001", "R-0009", "R-0028", "R-0047");
        assertThat(points.get(1).prior()).contains(points.get(0).run());
        assertThat(points.get(1).changes().stream().map(SettingChange::text))
                .containsExactly("masks[2].emphasis true → false");
    }

    @Test
    void only_whole_runs_are_put_beside_the_floor() {
        Neighbourhood around = Neighbourhood.of(snapshot, drive).orElseThrow();
        assertThat(around.runs()).allMatch(each -> each.run().whole());
        assertThat(around.rounds()).isNotEmpty().allSatisfy(each -> {
            assertThat(each.run().whole()).isFalse();
            assertThat(each.round().record().low())
                    .isLessThanOrEqualTo(each.round().record().high());
        });
        assertThat(around.rounds())
                .as("baseline by baseline, the newest first, then by setting")
                .isSortedAccordingTo(Comparator.<Neighbourhood.Comparison>comparingLong(
                                each -> -snapshot.candidate(each.floor()).number())
                        .thenComparing(each -> each.change().name()))
                .extracting(each -> each.floor().candidate())
                .as("several baselines")
                .contains(around.rounds().getFirst().floor().candidate())
                .anyMatch(key -> !key.equals(around.rounds().getFirst().floor().candidate()));
    }

    @Test
    void bytes_of_the_floor_add_up() {
        RunRow floor = snapshot.floor(drive).orElseThrow();
        Run run = snapshot.details(floor);
        ByteLedger ledger = ByteLedger.of(run);
        assertThat(ledger.parts().stream().mapToLong(ByteLedger.Part::bytes).sum())
                .isEqualTo(floor.bytes());
        assertThat(ledger.parts().getFirst().name()).isEqualTo("masks");
        assertThat(ledger.parts().stream().mapToDouble(ByteLedger.Part::points).sum())
                .isEqualTo(run.terms().rate(), org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void a_round_that_all_pairs_confirm_or_not_is_counted() {
        Coverage coverage = Coverage.of(snapshot, drive);
        assertThat(coverage.comparisons()).isPositive();
        assertThat(coverage.covered()).isBetween(0L, coverage.comparisons());
    }
}
