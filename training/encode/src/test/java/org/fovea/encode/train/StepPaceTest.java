package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongToDoubleFunction;
import org.fovea.encode.Deadline;
import org.junit.jupiter.api.Test;

class StepPaceTest {
    private static final long TOTAL = 1000;

    private final AtomicLong clock = new AtomicLong();
    private int made;
    private long place;

    /** Runs a training whose steps take so many seconds. */
    private double seconds(double limit, LongToDoubleFunction step) {
        StepPace pace = new StepPace(Deadline.in(limit, clock::get), TOTAL);
        while (place < TOTAL) {
            clock.addAndGet((long) (1e9 * step.applyAsDouble(place)));
            made++;
            pace.applied();
            place = pace.after(place, false);
        }
        return clock.get() / 1e9;
    }

    @Test
    void every_step_is_made_without_a_deadline_or_with_time_for_all() {
        StepPace free = new StepPace(Deadline.none(), TOTAL);
        for (long step = 0; step < TOTAL; step++) {
            free.applied();
            assertThat(free.after(step, false)).isEqualTo(step + 1);
        }
        assertThat(free.averaging(0.998)).isEqualTo(0.998);
        assertThat(seconds(1200, step -> 1)).isEqualTo(1000);
        assertThat(made).isEqualTo(1000);
    }

    @Test
    void steps_are_left_out_evenly_where_all_take_too_long() {
        assertThat(seconds(400, step -> 1)).isCloseTo(400, within(4.0));
        assertThat(made).isCloseTo(400, within(4));
    }

    @Test
    void a_machine_that_slows_down_ends_in_time_all_the_same() {
        assertThat(seconds(1000, step -> step < 500 ? 1 : 4)).isCloseTo(1000, within(20.0));
        assertThat(made).isCloseTo(500 + 125, within(10));
    }

    @Test
    void a_single_slow_step_does_not_end_a_training_early() {
        assertThat(seconds(1000, step -> step == 300 ? 60 : 1)).isCloseTo(1000, within(20.0));
        assertThat(made).isGreaterThan(880);
    }

    @Test
    void averages_forget_faster_by_the_steps_that_are_left_out() {
        StepPace pace = new StepPace(Deadline.in(100, clock::get), TOTAL);
        long at = 0;
        for (int i = 0; i < 20; i++) {
            clock.addAndGet(1_000_000_000L);
            pace.applied();
            at = pace.after(at, false);
        }
        assertThat(pace.averaging(0.998)).isCloseTo(1 - 0.002 * 12, within(0.004));
    }

    @Test
    void cheap_steps_say_nothing_about_those_with_networks() {
        StepPace pace = new StepPace(Deadline.in(10, clock::get), TOTAL);
        for (long step = 0; step < 50; step++) {
            clock.addAndGet(10_000_000L);
            pace.applied();
            assertThat(pace.after(step, true)).isEqualTo(step + 1);
        }
        clock.addAndGet(20_000_000_000L);
        assertThat(pace.after(60, true)).isEqualTo(TOTAL);
    }
}
