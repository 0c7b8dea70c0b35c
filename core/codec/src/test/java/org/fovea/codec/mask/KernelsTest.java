package org.fovea.codec.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelsTest {
    private final Kernels scalar = new Kernels();
    private final Kernels vector = new VectorKernels();
    private final Random random = new Random(1);

    @Test
    void inner_products_are_bit_identical_and_right() {
        for (int round = 0; round < 1000; round++) {
            int length = 8 * (1 + random.nextInt(30));
            float[] x = numbers(length);
            float[] w = numbers(length + 5);
            float a = scalar.dot(x, w, 5, length);
            assertThat(vector.dot(x, w, 5, length)).isEqualTo(a);
            double exact = 0;
            double size = 0;
            for (int i = 0; i < length; i++) {
                exact += (double) x[i] * w[5 + i];
                size += Math.abs((double) x[i] * w[5 + i]);
            }
            assertThat(Math.abs(a - exact)).isLessThan(1e-5 * size + 1e-30);
        }
    }

    @Test
    void sums_and_updates_of_rows_are_bit_identical() {
        for (int round = 0; round < 500; round++) {
            int units = 16 * (1 + random.nextInt(5));
            int count = random.nextInt(40);
            float[] table = numbers(units * 50);
            int[] rows = new int[count];
            for (int r = 0; r < count; r++) {
                rows[r] = random.nextInt(50) * units;
            }
            float[] bias = numbers(units);
            float[] a = new float[units];
            float[] b = new float[units];
            scalar.sumRows(table, rows, count, bias, a, units);
            vector.sumRows(table, rows, count, bias, b, units);
            assertThat(b).isEqualTo(a);
            float[] other = table.clone();
            float[] rates = numbers(count);
            scalar.updateRows(table, rows, rates, count, bias, units);
            vector.updateRows(other, rows, rates, count, bias, units);
            assertThat(other).isEqualTo(table);
        }
    }

    @Test
    void template_matching_is_identical_and_finds_a_shift() {
        int stride = 64;
        byte[] previous = new byte[stride * 40];
        for (int i = 0; i < previous.length; i++) {
            previous[i] = (byte) random.nextInt(3);
        }
        byte[] current = new byte[previous.length];
        int shift = 2 * stride - 3;
        System.arraycopy(previous, shift, current, 0, current.length - shift);
        int[] offsets = {-1, -2, -3, -stride, -stride + 1, -stride - 1, -2 * stride};
        byte[] weights = {4, 2, 1, 4, 3, 2, 1};
        byte[] penalties = new byte[16 * 9];
        byte[] a = new byte[penalties.length];
        byte[] b = new byte[penalties.length];
        for (int round = 0; round < 300; round++) {
            for (int i = 0; i < penalties.length; i++) {
                penalties[i] = (byte) random.nextInt(3);
            }
            int at = 12 * stride + random.nextInt(16 * stride);
            int origin = at - 8 - 4 * stride;
            int best = scalar.leastMismatch(current, previous, at, origin, stride, offsets, weights, penalties, a);
            assertThat(vector.leastMismatch(current, previous, at, origin, stride, offsets, weights, penalties, b))
                    .isEqualTo(best);
            assertThat(b).isEqualTo(a);
            // Row 4 + 2, column 8 - 3 is the true displacement: nothing but its penalty.
            assertThat(a[6 * 16 + 5]).isEqualTo(penalties[6 * 16 + 5]);
            assertThat(a[best]).isLessThanOrEqualTo(a[6 * 16 + 5]);
        }
    }

    private float[] numbers(int length) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (float) (random.nextGaussian() * Math.exp(random.nextGaussian() * 3));
        }
        return numbers;
    }
}
