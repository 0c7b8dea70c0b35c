package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.fovea.encode.profile.ProfileOverride;
import org.junit.jupiter.api.Test;

class SettingsPlanTest {
    private static final SettingsPlan PLAN =
            SettingsPlan.of(List.of("stream.scale=0.3,0.45", "stream.crf=40,45,50", "stream.filmGrain=0,8"));

    @Test
    void a_grid_has_every_combination_once_and_the_last_setting_changes_fastest() {
        List<List<ProfileOverride>> all = PLAN.all();
        assertThat(all).hasSize(12).doesNotHaveDuplicates();
        assertThat(all.getFirst())
                .containsExactly(
                        new ProfileOverride("stream.scale", "0.3"),
                        new ProfileOverride("stream.crf", "40"),
                        new ProfileOverride("stream.filmGrain", "0"));
        assertThat(all.get(1).getLast().value()).isEqualTo("8");
        assertThat(all.getLast().stream().map(ProfileOverride::value)).containsExactly("0.45", "50", "8");
    }

    @Test
    void a_random_plan_depends_on_its_seed_alone_and_repeats_nothing() {
        List<List<ProfileOverride>> some = PLAN.random(7, 3);
        assertThat(some).hasSize(7).doesNotHaveDuplicates().isEqualTo(PLAN.random(7, 3));
        assertThat(some).isNotEqualTo(PLAN.random(7, 4));
        assertThat(new HashSet<>(PLAN.random(100, 5))).isEqualTo(new HashSet<>(PLAN.all()));
    }

    @Test
    void what_cannot_be_a_plan_is_refused_with_an_example() {
        for (List<String> texts : List.of(
                List.<String>of(),
                List.of("stream.crf"),
                List.of("=3"),
                List.of("stream.crf=1,,2"),
                List.of("a=1", "a=2"))) {
            assertThatThrownBy(() -> SettingsPlan.of(texts))
                    .as("%s", texts)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching(".*(example|twice).*");
        }
        List<String> many = java.util.stream.IntStream.range(0, 1000)
                .mapToObj(Integer::toString)
                .toList();
        assertThatThrownBy(() -> new SettingsPlan(Map.of("a", many, "b", many)))
                .hasMessageContaining("1000000 combinations");
    }
}
