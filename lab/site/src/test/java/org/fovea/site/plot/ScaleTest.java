package org.fovea.site.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void linear_ticks_are_round_and_have_as_many_decimals_as_they_need() {
        assertThat(labels(new Scale.Linear(0.53, 0.62), 9))
                .containsExactly("0.53", "0.54", "0.55", "0.56", "0.57", "0.58", "0.59", "0.60", "0.61", "0.62");
        assertThat(labels(new Scale.Linear(-0.5, 1), 3)).containsExactly("−0.5", "0.0", "0.5", "1.0");
        assertThat(labels(new Scale.Linear(0, 4000), 4)).containsExactly("0", "1,000", "2,000", "3,000", "4,000");
    }

    @Test
    void log_ticks_are_round() {
        assertThat(labels(new Scale.Log(150, 6_000_000), 9))
                .containsExactly(
                        "300", "1,000", "3,000", "10,000", "30,000", "100,000", "300,000", "1,000,000", "3,000,000");
        assertThat(labels(new Scale.Log(3250, 3950), 8)).hasSizeGreaterThan(3).contains("3,500");
    }

    @Test
    void numbers_of_things_are_whole() {
        assertThat(labels(new Scale.Linear(0.5, 21.5).ofWhole(), 9)).containsExactly("5", "10", "15", "20");
        assertThat(labels(new Scale.Linear(0, 2).ofWhole(), 9)).containsExactly("0", "1", "2");
    }

    @Test
    void small_numbers_fit_beside_an_axis() {
        assertThat(labels(new Scale.Log(4e-7, 2e-5), 9))
                .contains("1·10⁻⁶", "5·10⁻⁶", "1·10⁻⁵")
                .allSatisfy(label -> assertThat(Words.width(label)).isLessThan(50));
        assertThat(labels(new Scale.Log(2.1e-6, 2.4e-6), 5))
                .isNotEmpty()
                .allSatisfy(label -> assertThat(Words.width(label)).isLessThan(58));
    }

    @Test
    void names_stand_in_their_places_as_far_as_there_is_room() {
        Scale scale = new Scale.Steps(List.of("a", "b", "c", "d"), 40);
        assertThat(scale.at(0)).isEqualTo(0.125);
        assertThat(labels(scale, 4)).containsExactly("a", "b", "c", "d");
        assertThat(labels(scale, 2)).containsExactly("a", "c");
        assertThat(labels(new Scale.Steps(List.of("a very long name"), 40), 4).getFirst())
                .endsWith("…");
    }

    @Test
    void times_have_ticks_at_full_hours_days_or_months() {
        assertThat(labels(times("2026-11-21T00:52:00Z", "2026-11-21T02:07:00Z"), 9))
                .containsExactly("21 Nov, 01:00", "01:10", "01:20", "01:30", "01:40", "01:50", "02:00");
        assertThat(labels(times("2026-04-04T16:00:00Z", "2026-04-07T10:00:00Z"), 5))
                .containsExactly("5 Apr", "6 Apr", "7 Apr");
        assertThat(labels(times("2025-11-20T00:00:00Z", "2026-03-02T00:00:00Z"), 5))
                .containsExactly("Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026");
        assertThat(labels(times("1990-01-01T00:00:00Z", "2026-03-02T00:00:00Z"), 6))
                .hasSizeBetween(2, 6);
    }

    @Test
    void values_beyond_are_known() {
        Scale scale = Scale.Linear.around(1, 3);
        assertThat(scale.holds(2)).isTrue();
        assertThat(scale.holds(97)).isFalse();
        assertThat(scale.clamped(97)).isEqualTo(1);
        assertThat(Scale.Linear.around(5, 5).holds(5)).isTrue();
        assertThat(Scale.Log.around(5, 5).holds(5)).isTrue();
        assertThrown(IllegalArgumentException.class, () -> new Scale.Log(0, 1));
    }

    private static Scale times(String from, String to) {
        return new Scale.Time(
                Instant.parse(from).toEpochMilli(), Instant.parse(to).toEpochMilli());
    }

    private static List<String> labels(Scale scale, int most) {
        return scale.ticks(most).stream().map(Scale.Tick::label).toList();
    }
}
