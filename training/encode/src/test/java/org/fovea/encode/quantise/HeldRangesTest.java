package org.fovea.encode.quantise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.encode.quantise.NumberFormat.Codes;
import org.fovea.encode.quantise.NumberFormat.Fp4;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldRangesTest {
    private static final TensorSpec SPEC = new TensorSpec("a", List.of(4, 50), TensorRole.POINTWISE, 50);

    private static float[] random(long seed, float spread) {
        Random random = new Random(seed);
        float[] values = new float[200];
        for (int i = 0; i < values.length; i++) {
            values[i] = spread * (float) random.nextGaussian();
        }
        return values;
    }

    private static WeightQuantiser quantiser(NumberFormat format) {
        return new WeightQuantiser(List.of(SPEC), List.of(format));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_weights_that_it_begins_with_are_read_as_ever(boolean perRow) {
        WeightQuantiser quantiser = quantiser(new Codes(5, perRow));
        float[][] weights = {random(1, 2)};
        assertThat(quantiser.holding(weights).read(weights)).isDeepEqualTo(quantiser.read(weights));
    }

    @ParameterizedTest
    @ValueSource(floats = {0.1f, 0.9f, 1.1f, 10})
    void ranges_stay_while_weights_shrink_or_grow_and_both_ends_of_each_occur(float growth) {
        float[] start = random(2, 1);
        CodedTensor first = (CodedTensor) new Codes(4, true).quantise(SPEC, start);
        WeightQuantiser held = quantiser(new Codes(4, true)).holding(new float[][] {start});
        float[] moved = random(3, growth);
        CodedTensor coded = (CodedTensor) held.quantise(new float[][] {moved}).getFirst();
        assertThat(coded.minimums()).isEqualTo(first.minimums());
        assertThat(coded.steps()).isEqualTo(first.steps());
        float[] read = coded.dequantise();
        for (int row = 0; row < 4; row++) {
            int[] codes = Arrays.copyOfRange(coded.codes(), row * 50, row * 50 + 50);
            assertThat(codes).contains(0, 15);
            float least = Float.float16ToFloat(first.minimums()[row]);
            float step = Float.float16ToFloat(first.steps()[row]);
            int atEnds = 0;
            for (int i = row * 50; i < row * 50 + 50; i++) {
                float inside = Math.clamp(moved[i], least, least + 15 * step);
                if (Math.abs(read[i] - inside) > 0.5001f * step) {
                    // Only the least and the greatest weight are moved to the ends.
                    atEnds++;
                }
            }
            assertThat(atEnds).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void what_has_no_range_follows_its_weights() {
        float[][] same = {new float[200]};
        float[][] moved = {random(4, 1)};
        for (NumberFormat format : List.of(new Codes(6, false), new Codes(6, true), new Fp4(32))) {
            WeightQuantiser quantiser = quantiser(format);
            assertThat(quantiser.holding(same).read(moved)).isDeepEqualTo(quantiser.read(moved));
        }
    }
}
