package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.WeightBase;
import org.junit.jupiter.api.Test;

class WeightPriceTest {
    private static final List<TensorSpec> TENSORS = List.of(
            new TensorSpec("matrix", List.of(2, 2), TensorRole.LINEAR_WEIGHT, 2),
            new TensorSpec("bias", List.of(2), TensorRole.LINEAR_BIAS, 2));

    /** Bits of codes that a Laplace distribution of their own spread describes. */
    private static double bits(float[] weights) {
        double magnitude = 0;
        for (float weight : weights) {
            magnitude += Math.abs(weight);
        }
        return weights.length * Math.log(2 * Math.E * magnitude / weights.length / 0.01) / Math.log(2);
    }

    @Test
    void is_the_slope_of_what_the_codes_cost() {
        float[][] weights = {{0.5f, -2, 1, 0.25f}, {3, 4}};
        float[][] gradient = {new float[4], new float[2]};
        new WeightPrice(TENSORS, Optional.empty(), 16).addTo(gradient, weights, weights);
        for (int i = 0; i < 4; i++) {
            float[] more = weights[0].clone();
            more[i] += 1e-3f;
            double expected = 16 / 8.0 * (bits(more) - bits(weights[0])) / 1e-3;
            assertThat((double) gradient[0][i]).isCloseTo(expected, within(0.01));
        }
        assertThat(gradient[1]).containsOnly(0);
    }

    @Test
    void is_added_to_what_the_networks_say_and_leaves_zeros_alone() {
        float[][] gradient = {{1, 1, 1, 1}, {1, 1}};
        float[][] weights = {{0, 1, 0, -1}, {0, 0}};
        new WeightPrice(TENSORS, Optional.empty(), 8).addTo(gradient, weights, weights);
        float slope = (float) (2 / Math.log(2));
        assertThat(gradient[0]).containsExactly(new float[] {1, 1 + slope, 1, 1 - slope}, within(1e-5f));
        float[][] dead = {{1, 1, 1, 1}, {1, 1}};
        float[][] zeros = new float[2][4];
        new WeightPrice(TENSORS, Optional.empty(), 8).addTo(dead, zeros, zeros);
        assertThat(dead[0]).containsOnly(1);
    }

    @Test
    void of_weights_with_a_base_is_the_slope_of_what_differences_cost() {
        short[] minimum = {Float.floatToFloat16(-1)};
        short[] step = {Float.floatToFloat16(0.125f)};
        int[] codes = {8, 9, 3, 12};
        CodedTensor tensor = new CodedTensor("a", TENSORS.getFirst().shape(), 4, minimum, step, codes);
        CodedTensor bias = new CodedTensor("b", TENSORS.get(1).shape(), 4, minimum, step, new int[] {8, 8});
        WeightBase base = new WeightBase(new WeightBase.Reference(1, "0".repeat(64)), List.of(tensor, bias));
        float[] seen = tensor.dequantise();
        seen[1] += 0.125f;
        float[] weights = seen.clone();
        weights[0] += 0.01f;
        weights[2] -= 0.01f;
        float[][] gradient = {new float[4], new float[2]};
        float[][] all = {seen, bias.dequantise()};
        new WeightPrice(TENSORS, Optional.of(base), 16)
                .addTo(gradient, new float[][] {weights, bias.dequantise()}, all);
        double mean = 0.25; // steps
        double slope = 16 / 8.0 * 2 * Math.E / 0.125 / Math.log(2) / (1 + 2 * Math.E * mean);
        assertThat(gradient[0])
                .containsExactly(new float[] {(float) slope, (float) slope, (float) -slope, 0}, within(1e-3f));
        assertThat(gradient[1]).containsOnly(0);
    }
}
