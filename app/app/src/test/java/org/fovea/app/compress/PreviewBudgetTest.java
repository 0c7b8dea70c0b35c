package org.fovea.app.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures inside a training, over hours of a made-up clock. */
class PreviewBudgetTest {
    private long nanos;

    private record Run(List<Long> kept, List<Long> all, double spent) {}

    /** A stage of some seconds, asked each half second, whose pictures take some seconds each. */
    private Run run(int seconds, double cost, long size) {
        nanos = 0;
        PreviewBudget budget = new PreviewBudget(() -> nanos);
        List<Long> kept = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        while (nanos < seconds * 1_000_000_000L) {
            nanos += 500_000_000L;
            if (budget.allows("02-train")) {
                long at = nanos;
                all.add(at);
                kept.add(at);
                nanos += (long) (cost * 1e9);
                budget.drawn(Long.toString(at), size, cost).forEach(gone -> kept.remove(Long.valueOf(gone)));
                assertThat(kept).hasSizeLessThanOrEqualTo(PreviewBudget.MOST);
                assertThat(kept.size() * size).isLessThanOrEqualTo(PreviewBudget.MAX_BYTES + size);
            }
        }
        return new Run(kept, all, all.size() * cost);
    }

    @Test
    void drawing_takes_two_percent_of_the_time_at_most() {
        for (int minutes : new int[] {5, 60, 600}) {
            Run run = run(60 * minutes, 0.5, 1000);
            assertThat(run.all()).isNotEmpty();
            // the first one is drawn before its cost is known
            assertThat(run.spent()).isLessThanOrEqualTo(PreviewBudget.SHARE * 60 * minutes + 0.5);
        }
    }

    @Test
    void a_short_stage_has_none_and_a_long_one_has_some_all_along() {
        assertThat(run(15, 0.2, 1000).all()).isEmpty();
        Run hours = run(7200, 0.5, 1000);
        assertThat(hours.kept()).hasSizeBetween(3, PreviewBudget.MOST);
        assertThat(hours.kept().getFirst()).isLessThan(4_000_000_000_000L);
        assertThat(hours.kept().getLast()).isGreaterThan(4_000_000_000_000L);
    }

    @Test
    void large_pictures_are_fewer() {
        assertThat(run(7200, 0.5, 5_000_000).kept()).hasSizeBetween(1, 4);
    }

    @Test
    void each_stage_begins_anew() {
        PreviewBudget budget = new PreviewBudget(() -> nanos);
        nanos = 1_000_000_000_000L;
        assertThat(budget.allows("02-train")).isTrue();
        assertThat(budget.drawn("a", 10, 1)).isEmpty();
        assertThat(budget.allows("03-quantise")).isTrue();
        assertThat(budget.drawn("b", 10, 1)).isEmpty();
    }
}
