package org.fovea.site.player;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.Labs;
import org.fovea.site.model.Snapshot;
import org.fovea.site.model.TurningPoint;
import org.junit.jupiter.api.Test;

class RunChoiceTest {
    private final Snapshot snapshot = Labs.example();

    @Test
    void the_floor_comes_first_then_earlier_floors_then_the_best() {
        for (Numbered<Benchmark> benchmark : snapshot.benchmarks()) {
            List<RunRow> floors = new ArrayList<>(TurningPoint.of(snapshot, benchmark).stream()
                    .map(TurningPoint::run)
                    .distinct()
                    .toList());
            RunChoice choice = RunChoice.of(snapshot, benchmark, 1000, _ -> true);
            assertThat(choice.chosen().getFirst())
                    .isEqualTo(snapshot.floor(benchmark).orElseThrow());
            assertThat(choice.chosen().subList(0, floors.size())).containsExactlyInAnyOrderElementsOf(floors);
            assertThat(choice.chosen().stream().skip(floors.size()).map(RunRow::score))
                    .isSorted();
            assertThat(choice.chosen()).allMatch(RunRow::whole).doesNotHaveDuplicates();
            assertThat(choice.others())
                    .isEqualTo((int) snapshot.runs(benchmark).stream()
                                    .filter(RunRow::whole)
                                    .count()
                            - choice.chosen().size());
        }
    }

    @Test
    void the_number_is_kept_and_the_rest_counted() {
        Numbered<Benchmark> benchmark = snapshot.benchmarks().getFirst();
        int all = RunChoice.of(snapshot, benchmark, 1000, _ -> true).chosen().size();
        RunChoice choice = RunChoice.of(snapshot, benchmark, 2, _ -> true);
        assertThat(choice.chosen()).hasSize(2);
        assertThat(choice.others()).isEqualTo(all - 2);
    }

    @Test
    void floors_without_an_archive_are_named() {
        Numbered<Benchmark> benchmark = snapshot.benchmarks().getFirst();
        RunChoice choice = RunChoice.of(snapshot, benchmark, 6, _ -> false);
        assertThat(choice.chosen()).isEmpty();
        assertThat(choice.without()).contains(snapshot.floor(benchmark).orElseThrow());
    }
}
