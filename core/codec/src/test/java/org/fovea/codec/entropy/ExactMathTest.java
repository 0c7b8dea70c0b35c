package org.fovea.codec.entropy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.fovea.codec.StreamChecks;
import org.junit.jupiter.api.Test;

class ExactMathTest {
    @Test
    void exponential_is_accurate_to_two_units_in_the_last_place() {
        for (double x = -700; x < 700; x += 0.0137) {
            double expected = StrictMath.exp(x);
            assertThat(Math.abs(ExactMath.exp(x) - expected)).isLessThanOrEqualTo(2 * Math.ulp(expected));
        }
        assertThat(ExactMath.exp(0)).isEqualTo(1);
        assertThat(ExactMath.exp(-1e9)).isZero();
        assertThat(ExactMath.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(ExactMath.exp(1e9)).isInfinite();
        assertThat(ExactMath.exp(Double.NaN)).isNaN();
    }

    @Test
    void powers_are_products() {
        assertThat(ExactMath.power(0.9, 0)).isEqualTo(1);
        assertThat(ExactMath.power(3, 13)).isEqualTo(1_594_323);
    }

    /** The same bits on every machine: they are part of the format. */
    @Test
    void all_bits_are_as_ever() {
        int count = 20_000;
        ByteBuffer bits = ByteBuffer.allocate(count * 24);
        for (int i = 0; i < count; i++) {
            double t = (i - count / 2) * 0.00091;
            bits.putDouble(ExactMath.exp(t * 7));
            bits.putDouble(ExactMath.normalBelow(t));
            bits.putDouble(ExactMath.normalIntegral(t));
        }
        assertThat(StreamChecks.hash(bits.array())).isEqualTo("1cd9f78c49516f0c");
    }
}
