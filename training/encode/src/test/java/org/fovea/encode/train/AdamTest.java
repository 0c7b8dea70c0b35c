package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {
    @Test
    void first_step_is_as_long_as_the_learning_rate() {
        Adam adam = new Adam(new float[][] {{1, -2}});
        adam.step(new float[][] {{0.3f, -0.001f}}, 0.1, 1, 0.5);
        assertThat(adam.weights()[0][0]).isCloseTo(0.9f, within(1e-5f));
        assertThat(adam.weights()[0][1]).isCloseTo(-1.9f, within(1e-5f));
    }

    @Test
    void finds_the_minimum_of_a_parabola() {
        Adam adam = new Adam(new float[][] {{5}});
        for (int i = 0; i < 2000; i++) {
            adam.step(new float[][] {{2 * (adam.weights()[0][0] - 3)}}, 0.05, 100, 0.9);
        }
        assertThat(adam.average()[0][0]).isCloseTo(3f, within(1e-2f));
    }

    @Test
    void a_gradient_that_is_no_number_moves_nothing() {
        Adam adam = new Adam(new float[][] {{8}});
        adam.step(new float[][] {{Float.NaN}}, 0.1, 1, 0.5);
        assertThat(adam.weights()[0][0]).isEqualTo(8f);
        assertThat(adam.average()[0][0]).isEqualTo(8f);
    }
}
