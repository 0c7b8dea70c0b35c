package org.fovea.site.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Test
    void lie_between_values_in_proportion() {
        double[] values = {1, 2, 4, 8};
        assertThat(Quantiles.of(values, 0)).isEqualTo(1);
        assertThat(Quantiles.of(values, 0.5)).isEqualTo(3);
        assertThat(Quantiles.of(values, 0.75)).isEqualTo(5);
        assertThat(Quantiles.of(values, 1)).isEqualTo(8);
        assertThat(Quantiles.of(new double[] {7}, 0.3)).isEqualTo(7);
    }
}
