package org.fovea.lab.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SlotsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static Job job(String id, int priority, int cores, long memory, boolean gpu) {
        return new Job(
                id,
                id,
                Optional.empty(),
                "b",
                "c",
                1,
                Step.BUILD,
                JobState.QUEUED,
                priority,
                new Needs(cores, memory, gpu),
                0,
                1,
                0,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void gives_what_is_there_and_says_what_is_missing() {
        Slots slots = new Slots(new Needs(4, 8192, true), RETRY);
        Job first = job("first", 0, 2, 6144, true);
        assertThat(slots.take(first, NOW)).isEmpty();
        assertThat(slots.take(job("a", 9, 3, 0, false), NOW)).contains("needs 3 cores, 2 free");
        assertThat(slots.take(job("b", 10, 1, 3000, false), NOW)).contains("needs 3000 MB, 2 GB free");
        assertThat(slots.take(job("c", 11, 1, 0, true), NOW)).contains("needs a GPU, none free");
        slots.release(first);
        assertThat(slots.take(job("c", 11, 1, 0, true), NOW)).isEmpty();
    }

    @Test
    void a_step_that_was_refused_is_not_overtaken_by_ones_of_no_higher_priority() {
        Slots slots = new Slots(new Needs(2, 8192, false), RETRY);
        Job running = job("running", 0, 1, 0, false);
        Job large = job("large", 5, 2, 0, false);
        assertThat(slots.take(running, NOW)).isEmpty();
        assertThat(slots.take(large, NOW)).contains("needs 2 cores, 1 free");
        assertThat(slots.full(NOW)).isTrue();
        assertThat(slots.take(job("small", 5, 1, 0, false), NOW))
                .contains("waits for a step before it that needs 2 cores");
        Job urgent = job("urgent", 6, 1, 0, false);
        assertThat(slots.take(urgent, NOW)).isEmpty();
        slots.release(running);
        slots.release(urgent);
        assertThat(slots.full(NOW.plusSeconds(2))).isFalse();
        assertThat(slots.take(large, NOW.plusSeconds(2))).isEmpty();
        slots.release(large);
        assertThat(slots.take(job("small", 5, 1, 0, false), NOW.plusSeconds(2))).isEmpty();
    }

    @Test
    void a_step_that_never_comes_back_is_forgotten() {
        Slots slots = new Slots(new Needs(2, 8192, false), RETRY);
        assertThat(slots.take(job("running", 0, 1, 0, false), NOW)).isEmpty();
        assertThat(slots.take(job("large", 5, 2, 0, false), NOW)).isPresent();
        assertThat(slots.take(job("small", 0, 1, 0, false), NOW.plusSeconds(3))).isPresent();
        assertThat(slots.take(job("small", 0, 1, 0, false), NOW.plusSeconds(5))).isEmpty();
    }
}
