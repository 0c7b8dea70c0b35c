package org.fovea.render.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
    @Test
    void emulated_fused_multiply_add_is_exact() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            float a = Float.intBitsToFloat(random.nextInt());
            float b = i % 3 == 0 ? (float) random.nextGaussian() : Float.intBitsToFloat(random.nextInt());
            // Near-cancellation and halfway cases are where two roundings would show.
            float c = switch (i % 4) {
                case 0 -> Float.intBitsToFloat(random.nextInt());
                case 1 -> -a * b;
                case 2 -> Math.scalb(a * b, random.nextInt(60) - 30);
                default -> (float) random.nextGaussian();
            };
            if (!Float.isFinite(a) || !Float.isFinite(b) || !Float.isFinite(c)) {
                continue;
            }
            float expected = Math.fma(a, b, c);
            assertThat(Float.floatToIntBits(FusedMultiplyAdd.emulate(a, b, c)))
                    .as("%s · %s + %s", a, b, c)
                    .isEqualTo(Float.floatToIntBits(expected));
        }
    }

    @Test
    void silu_is_accurate() {
        for (int i = -400_000; i <= 400_000; i++) {
            float x = i / 20_000f;
            double exact = x / (1 + Math.exp(-(double) x));
            double tolerance = (6e-7 + 1.2e-7 * Math.abs(x)) * Math.abs(exact) + 1e-30;
            assertThat((double) Swish.silu(x)).as("silu(%s)", x).isBetween(exact - tolerance, exact + tolerance);
        }
    }

    @Test
    void silu_of_large_numbers_is_their_limit() {
        for (float x : new float[] {88f, 1e3f, 1e10f, Float.MAX_VALUE}) {
            assertThat(Swish.silu(x)).isEqualTo(x);
            assertThat(Swish.silu(-x)).isLessThanOrEqualTo(0f).isGreaterThan(-5f);
        }
        assertThat(Swish.silu(0f)).isZero();
        assertThat(255f / Swish.denominator(100f)).isEqualTo(255f);
        assertThat(255f / Swish.denominator(-100f)).isBetween(0f, 1e-30f);
        assertThat(255f / Swish.denominator(0f)).isEqualTo(127.5f);
    }

    @Test
    void blending_rounds_half_to_even_and_stays_in_range() {
        assertThat(Kernels.blend(2.5f, 0, 1, 0)).isEqualTo((byte) 2);
        assertThat(Kernels.blend(3.5f, 0, 1, 0)).isEqualTo((byte) 4);
        assertThat(Kernels.blend(1, 2, 0.5f, 0.5f)).isEqualTo((byte) 2);
        assertThat(Kernels.blend(255.9f, 0, 1, 0)).isEqualTo((byte) 255);
        assertThat(Kernels.blend(-3f, 0, 1, 0)).isEqualTo((byte) 0);
    }
}
