package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeChoiceTest {
    /** 20 minutes for what is no training, 80 for trainings. */
    private static double expected(double share) {
        return 20 + 80 * share;
    }

    @Test
    void all_steps_stay_where_there_is_time() {
        TimeChoice choice = TimeChoice.of(100, TimeChoiceTest::expected);
        assertThat(choice.share()).isEqualTo(1);
        assertThat(choice.expectedMinutes()).isEqualTo(100);
        assertThat(choice.why()).isEqualTo("trainings have all their steps: the run takes about 100 minutes");
    }

    @Test
    void the_most_steps_that_fit_are_taken() {
        TimeChoice choice = TimeChoice.of(60, TimeChoiceTest::expected);
        assertThat(choice).isEqualTo(new TimeChoice(60, 0.5, 100, 60, choice.why()));
        assertThat(choice.why()).isEqualTo("training cut to 50 % of its steps: about 60 min instead of 100");
        assertThat(TimeChoice.of(59.9, TimeChoiceTest::expected).share()).isEqualTo(0.45);
    }

    @Test
    void a_twentieth_is_left_however_short_the_time() {
        TimeChoice choice = TimeChoice.of(5, TimeChoiceTest::expected);
        assertThat(choice.share()).isEqualTo(0.05);
        assertThat(choice.expectedMinutes()).isEqualTo(24);
        assertThat(choice.why()).endsWith("about 24 min instead of 100. It cannot get below --minutes 5");
    }
}
