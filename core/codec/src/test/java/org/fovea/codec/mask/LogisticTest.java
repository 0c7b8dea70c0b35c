package org.fovea.codec.mask;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LogisticTest {
    @Test
    void squash_and_exponential_are_accurate() {
        for (float x = -16; x <= 16; x += 0.0037f) {
            assertThat((double) Logistic.squash(x)).isCloseTo(1 / (1 + Math.exp(-x)), Percentage.withPercentage(0.01));
        }
        for (float x = -80; x <= 0; x += 0.017f) {
            assertThat((double) Logistic.exp(x)).isCloseTo(Math.exp(x), Percentage.withPercentage(0.01));
        }
        assertThat(Logistic.squash(1000)).isEqualTo(Logistic.squash(Logistic.LIMIT));
        assertThat(Logistic.squash(-1000)).isPositive();
    }

    @Test
    void logarithm_is_accurate() {
        for (float x = 1e-9f; x < 1e9f; x *= 1.0137f) {
            assertThat(Math.abs(Logistic.ln(x) - Math.log(x))).isLessThan(2e-3);
        }
    }

    @Test
    void stretch_inverts_squash() {
        for (int p = 0; p < Logistic.STRETCH.length; p++) {
            assertThat((double) Logistic.squash(Logistic.STRETCH[p]))
                    .isCloseTo((p + 0.5) / 4096, Percentage.withPercentage(0.01));
        }
    }
}
