package org.fovea.site.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.RunRow;
import org.junit.jupiter.api.Test;

/** Which runs are failures, and which are on the front, of runs that are made up. */
class OffScaleTest {
    @Test
    void a_failure_is_far_above_both_the_floor_and_the_field() {
        List<RunRow> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            runs.add(run(i, 1000 + i, 1.3 + 0.4 * i, "robust", true));
        }
        RunRow broken = run(20, 900, 97.45, "robust", true);
        runs.add(broken);
        assertThat(runs.stream()
                        .filter(OffScale.of(runs, Optional.of(runs.getFirst())).beyond()))
                .containsExactly(broken);
    }

    @Test
    void a_long_way_down_is_no_row_of_failures() {
        List<RunRow> runs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            runs.add(run(i, 1000, 10 - i, "masks", true));
        }
        RunRow floor = run(10, 1000, 0.3, "masks", true);
        runs.add(floor);
        assertThat(runs.stream().filter(OffScale.of(runs, Optional.of(floor)).beyond()))
                .isEmpty();
    }

    @Test
    void a_narrow_field_hides_no_run_that_is_merely_worse() {
        List<RunRow> runs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            runs.add(run(i, 1000, 0.5 + 0.0001 * i, "masks", true));
        }
        runs.add(run(21, 1000, 0.9, "masks", true));
        assertThat(runs.stream().filter(OffScale.of(runs, Optional.empty()).beyond()))
                .isEmpty();
        assertThat(OffScale.of(List.of(), Optional.empty()).limit()).isInfinite();
    }

    @Test
    void the_front_has_honest_whole_runs_alone() {
        RunRow small = run(1, 100, 3, "masks", true);
        RunRow good = run(2, 200, 1, "masks", true);
        RunRow beaten = run(3, 200, 2, "masks", true);
        RunRow same = run(4, 200, 1, "masks", true);
        RunRow exploit = run(5, 10, 0, Track.EXPLOIT, true);
        RunRow subset = run(6, 50, 0.5, "masks", false);
        ParetoFront front = ParetoFront.of(
                List.of(small, good, beaten, same, exploit, subset),
                new OffScale(50),
                ParetoFront.Accounting.CURRENT_WORKFLOW);
        assertThat(front.front()).containsExactly(small, good);
        assertThat(front.others()).containsExactly(beaten, same);
        assertThat(front.apart()).containsExactly(exploit);
    }

    private static RunRow run(long number, long bytes, double score, String track, boolean whole) {
        return new RunRow(
                number,
                "key" + number,
                "benchmark",
                "candidate" + number,
                "label",
                Optional.empty(),
                0,
                track,
                "family",
                10,
                whole,
                bytes,
                Optional.of(0L),
                0,
                0,
                score,
                Optional.of(score),
                "v",
                Instant.EPOCH,
                Instant.EPOCH,
                "measured",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.<Verdict>empty());
    }
}
