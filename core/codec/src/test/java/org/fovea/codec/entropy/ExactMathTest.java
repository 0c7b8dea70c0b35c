package org.fovea.codec.entropy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.assertj.core.data.Offset;
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
    void normal_distribution_has_the_tabulated_values() {
        double[][] table = {
            {0, 0.5},
            {0.5, 0.691462461274013},
            {1, 0.841344746068543},
            {1.96, 0.975002104851780},
            {2.999, 0.998645670366769},
            {-3, 0.00134989803163009},
            {-4.5, 3.39767312473006e-6},
            {-6, 9.86587645037698e-10}
        };
        for (double[] row : table) {
            assertThat(ExactMath.normalBelow(row[0])).isCloseTo(row[1], Offset.offset(1e-14 + row[1] * 1e-7));
        }
        assertThat(ExactMath.normalBelow(-9)).isZero();
        assertThat(ExactMath.normalBelow(Double.NaN)).isZero();
        assertThat(ExactMath.normalBelow(9)).isEqualTo(1);
    }

    @Test
    void normal_distribution_is_the_integral_of_its_density() {
        double step = 1.0 / 4096;
        double sum = 0;
        for (double t = -9; t < 9; t += step) {
            double below = ExactMath.normalBelow(t);
            assertThat(below).isCloseTo(sum, Offset.offset(2e-13));
            assertThat(below + ExactMath.normalBelow(-t)).isCloseTo(1, Offset.offset(2e-13));
            double density = density(t) + 4 * density(t + step / 2) + density(t + step);
            sum += density * step / 6;
        }
    }

    @Test
    void integral_of_the_normal_distribution_follows_its_definition() {
        for (double t = -8.99; t < 8.99; t += 0.00131) {
            double expected = t * ExactMath.normalBelow(t) + density(t);
            assertThat(ExactMath.normalIntegral(t)).isCloseTo(expected, Offset.offset(2e-12));
        }
        assertThat(ExactMath.normalIntegral(-40)).isZero();
        assertThat(ExactMath.normalIntegral(40)).isEqualTo(40);
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

    private static double density(double t) {
        return StrictMath.exp(-t * t / 2) / StrictMath.sqrt(2 * Math.PI);
    }
}
