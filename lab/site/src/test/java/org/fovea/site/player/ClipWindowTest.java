package org.fovea.site.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ClipWindowTest {
    @Test
    void a_short_clip_is_shown_whole() {
        assertThat(ClipWindow.around(24, OptionalInt.of(20), 120)).isEqualTo(new ClipWindow(0, 24));
        assertThat(ClipWindow.around(120, OptionalInt.of(0), 120)).isEqualTo(new ClipWindow(0, 120));
    }

    @Test
    void of_a_long_one_the_surroundings_of_the_worst_pair() {
        assertThat(ClipWindow.around(600, OptionalInt.of(300), 120)).isEqualTo(new ClipWindow(240, 120));
        assertThat(ClipWindow.around(600, OptionalInt.of(10), 120)).isEqualTo(new ClipWindow(0, 120));
        assertThat(ClipWindow.around(600, OptionalInt.of(599), 120)).isEqualTo(new ClipWindow(480, 120));
        assertThat(ClipWindow.around(600, OptionalInt.empty(), 120)).isEqualTo(new ClipWindow(0, 120));
    }

    @Test
    void frames_and_pairs_are_counted_in_the_whole_clip() {
        ClipWindow window = new ClipWindow(240, 120);
        assertThat(window.endPair()).isEqualTo(360);
        assertThat(window.frames()).isEqualTo(240);
        assertThat(window.contains(239)).isFalse();
        assertThat(window.contains(240)).isTrue();
        assertThat(window.contains(360)).isFalse();
        assertThrown(IllegalArgumentException.class, () -> new ClipWindow(0, 0));
    }
}
