package org.fovea.evaluate.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Folding against the operations that are folded, in double and on small pictures. */
class KernelTest {
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void a_doubling_kernel_convolves_the_doubled_picture() {
        for (int[] size : new int[][] {{1, 1}, {2, 3}, {5, 4}}) {
            int height = size[0];
            int width = size[1];
            Kernel kernel = kernel(2, 3, 3);
            double[] picture = values(3 * height * width);
            double[] doubled = new double[3 * 4 * height * width];
            for (int i = 0; i < doubled.length; i++) {
                int x = i % (2 * width);
                int y = i / (2 * width) % (2 * height);
                doubled[i] = picture[(i / (4 * height * width) * height + y / 2) * width + x / 2];
            }
            double[] expected = convolved(kernel, doubled, 2 * height, 2 * width, 1);
            double[] sums = convolved(kernel.doubling(), picture, height, width, 1);
            for (int i = 0; i < expected.length; i++) {
                int x = i % (2 * width);
                int y = i / (2 * width) % (2 * height);
                int output = (2 * (y % 2) + x % 2) * 2 + i / (4 * height * width);
                // The sums have one row and one column more.
                double actual = sums[(output * (height + 1) + y / 2 + y % 2) * (width + 1) + x / 2 + x % 2];
                assertThat(actual).isCloseTo(expected[i], within(1e-12));
            }
        }
    }

    @Test
    void parts_of_the_inputs_sum_up_to_the_whole() {
        Kernel kernel = kernel(2, 5, 3);
        double[] picture = values(5 * 4 * 3);
        double[] whole = convolved(kernel, picture, 4, 3, 1);
        double[] first = convolved(kernel.withInputs(0, 2), java.util.Arrays.copyOf(picture, 2 * 12), 4, 3, 1);
        double[] last = convolved(
                kernel.withInputs(2, 5).withoutBias(), java.util.Arrays.copyOfRange(picture, 2 * 12, 5 * 12), 4, 3, 1);
        for (int i = 0; i < whole.length; i++) {
            assertThat(first[i] + last[i]).isCloseTo(whole[i], within(1e-12));
        }
    }

    @Test
    void sums_scales_and_identities_do_what_their_branches_do() {
        Kernel large = kernel(3, 3, 3);
        Kernel small = kernel(3, 3, 1);
        double[] picture = values(3 * 5 * 4);
        double[] factors = values(3);
        double[] one = convolved(large, picture, 5, 4, 1);
        double[] other = convolved(small, picture, 5, 4, 0);
        double[] sum = convolved(
                small.plus(large.scaled(factors)).plus(Kernel.identity(3, 3).negated()), picture, 5, 4, 1);
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isCloseTo(one[i] * factors[i / 20] + other[i] - picture[i], within(1e-12));
        }
        assertThat(Kernel.identity(4, 1).weight()).containsExactly(1, 1, 1, 1);
        assertThrown(IllegalArgumentException.class, () -> large.plus(kernel(2, 3, 3)));
        assertThrown(IllegalArgumentException.class, small::doubling);
    }

    private Kernel kernel(int outputs, int inputs, int size) {
        return new Kernel(outputs, inputs, size, values(outputs * inputs * size * size), values(outputs));
    }

    private double[] values(int count) {
        return DoubleStream.generate(() -> random.nextDouble(-1, 1))
                .limit(count)
                .toArray();
    }

    /** The definition, with zeros around the picture. */
    private static double[] convolved(Kernel kernel, double[] picture, int height, int width, int padding) {
        int rows = height + 2 * padding - kernel.size() + 1;
        int columns = width + 2 * padding - kernel.size() + 1;
        double[] result = new double[kernel.outputs() * rows * columns];
        for (int i = 0; i < result.length; i++) {
            int o = i / (rows * columns);
            double sum = kernel.bias()[o];
            for (int j = 0; j < kernel.inputs() * kernel.size() * kernel.size(); j++) {
                int c = j / (kernel.size() * kernel.size());
                int y = i / columns % rows - padding + j / kernel.size() % kernel.size();
                int x = i % columns - padding + j % kernel.size();
                if (y >= 0 && y < height && x >= 0 && x < width) {
                    sum += kernel.weight()[o * kernel.inputs() * kernel.size() * kernel.size() + j]
                            * picture[(c * height + y) * width + x];
                }
            }
            result[i] = sum;
        }
        return result;
    }
}
