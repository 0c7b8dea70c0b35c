package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeChoiceTest {
    @Test
    void all_steps_stay_where_there_is_time() {
        assertThat(TimeChoice.of(100, 1, List.of(), 100, 100).why())
                .isEqualTo("nothing is left out for the time: the run takes about 100 minutes");
    }

    @Test
    void what_is_left_out_is_told() {
        assertThat(TimeChoice.of(60, 0.5, List.of("no corrections", "quick poses"), 100, 60)
                        .why())
                .isEqualTo("training cut to 50 % of its steps, no corrections, quick poses: "
                        + "about 60 min instead of 100");
        assertThat(TimeChoice.of(5, 0.01, List.of(), 100, 24).why())
                .endsWith("about 24 min instead of 100, the least on this machine: --minutes 5 is too short");
    }

    @Test
    void a_share_is_above_0() {
        assertThrown(IllegalArgumentException.class, () -> new TimeChoice(1, 0, 1, 1, ""));
    }
}
