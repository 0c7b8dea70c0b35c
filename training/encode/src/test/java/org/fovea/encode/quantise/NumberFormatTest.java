package org.fovea.encode.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.List;
import java.util.SplittableRandom;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightCoder;
import org.fovea.encode.quantise.NumberFormat.Codes;
import org.fovea.encode.quantise.NumberFormat.Fp4;
import org.fovea.encode.quantise.NumberFormat.Half;
import org.junit.jupiter.api.Test;

class NumberFormatTest {
    private static final TensorSpec SIX = new TensorSpec("w", List.of(2, 3), TensorRole.POINTWISE, 3);

    private static float[] quantised(NumberFormat format, TensorSpec spec, float... values) {
        return format.quantise(spec, values).dequantise();
    }

    @Test
    void fp4_makes_the_largest_weight_of_a_block_six_scales() {
        Fp4Tensor tensor = new Fp4(4).quantise(SIX, new float[] {-12, 0.9f, 5.1f, 4.9f, 0.1f, -0.6f});
        assertThat(tensor.dequantise()).containsExactly(-12, 1, 6, 4, tensor.dequantise()[4], -6 * scale(tensor, 1));
        assertThat(scale(tensor, 0)).isEqualTo(2);
        assertThat(scale(tensor, 1)).isCloseTo(0.1f, within(0.0001f));
        assertThat(tensor.dequantise()[4]).isCloseTo(0.1f, within(0.0001f));
    }

    private static float scale(Fp4Tensor tensor, int block) {
        return Float.float16ToFloat(tensor.scales()[block]);
    }

    @Test
    void codes_span_from_the_least_to_the_greatest_weight() {
        assertThat(quantised(new Codes(2, false), SIX, 1, 4, 2.4f, 2.6f, 3.4f, 1.2f))
                .containsExactly(1, 4, 2, 3, 3, 1);
        assertThat(quantised(new Codes(2, true), SIX, 1, 4, 2.4f, -2, -2, -2)).containsExactly(1, 4, 2, -2, -2, -2);
        CodedTensor rows = new Codes(3, true).quantise(SIX, new float[6]);
        assertThat(rows.perRow()).isTrue();
        assertThat(rows.bitsPerCode()).isEqualTo(3);
    }

    @Test
    void halves_are_the_nearest_ones() {
        assertThat(quantised(new Half(), SIX, 1.0001f, -0.1f, 1e9f, -1e9f, 1e-9f, 65519))
                .containsExactly(1, Float.float16ToFloat(Float.floatToFloat16(-0.1f)), 65504, -65504, 0, 65504);
    }

    @Test
    void tensors_without_any_range_stay_as_they_are() {
        for (NumberFormat format : formats()) {
            assertThat(quantised(format, SIX, 0, 0, 0, 0, 0, 0))
                    .as("%s", format)
                    .containsOnly(0);
        }
        for (NumberFormat codes : List.of(new Codes(4, false), new Codes(4, true))) {
            assertThat(quantised(codes, SIX, 3, 3, 3, 3, 3, 3)).containsOnly(3);
        }
        assertThat(quantised(new Fp4(32), SIX, 3, 3, 3, 3, 3, 3)).containsOnly(3);
    }

    @Test
    void what_is_no_number_is_refused_by_name() {
        for (NumberFormat format : formats()) {
            assertThrown(
                    IllegalArgumentException.class,
                    () -> format.quantise(SIX, new float[] {1, 2, Float.NaN, 4, 5, 6}),
                    "tensor w",
                    "NaN");
            assertThatThrownBy(() -> format.quantise(SIX, new float[5])).hasMessageContaining("[2, 3]");
        }
    }

    @Test
    void names_are_read_as_they_are_written() {
        for (NumberFormat format : formats()) {
            assertThat(NumberFormat.parse(format.toString())).isEqualTo(format);
        }
        assertThat(NumberFormat.parse(" q5/row ")).isEqualTo(new Codes(5, true));
        for (String wrong : List.of("", "fp4", "fp4/0", "q0", "q17", "q5/column", "half/fit", "fp4/99999999999")) {
            assertThatThrownBy(() -> NumberFormat.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static List<NumberFormat> formats() {
        return List.of(
                new Half(),
                new Fp4(32),
                new Fp4(7),
                new Fp4(1_000_000),
                new Fp4(5),
                new Codes(2, false),
                new Codes(8, false),
                new Codes(9, true),
                new Codes(3, true));
    }

    /** Weights as a framework draws them, with a drift, some outliers, and magnitudes from 1e-3 to 1e3. */
    private static float[] draw(SplittableRandom random, int count) {
        float[] values = new float[count];
        double unit = StrictMath.pow(10, random.nextDouble(-3, 3));
        double drift = random.nextDouble();
        double offset = random.nextInt(3) == 0 ? random.nextDouble(-3, 3) : 0;
        for (int i = 0; i < count; i++) {
            double value = random.nextDouble(-1, 1) + drift * random.nextGaussian() + offset;
            values[i] = (float) (unit * value * (random.nextInt(50) == 0 ? 4 : 1));
        }
        return values;
    }

    @Test
    void quantising_again_gives_the_same_values() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 400; round++) {
            TensorSpec spec = shape(random);
            float[] values = draw(random, spec.count());
            for (NumberFormat format : formats()) {
                QuantisedTensor once = format.quantise(spec, values);
                QuantisedTensor twice = format.quantise(spec, once.dequantise());
                assertThat(twice.dequantise()).as("%s, round %d", format, round).containsExactly(once.dequantise());
            }
        }
    }

    /** At least two columns: a range of a single weight may move by a step of 1e-8. */
    private static TensorSpec shape(SplittableRandom random) {
        return new TensorSpec(
                "w", List.of(1 + random.nextInt(20), 2 + random.nextInt(20)), TensorRole.LINEAR_WEIGHT, 4);
    }

    @Test
    void errors_stay_within_half_a_step() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 200; round++) {
            TensorSpec spec = shape(random);
            float[] values = draw(random, spec.count());
            CodedTensor tensor = new Codes(5, false).quantise(spec, values);
            float[] read = tensor.dequantise();
            float step = Float.float16ToFloat(tensor.steps()[0]);
            // The minimum and the step are halves themselves: 1/4096 of either, the latter up to 31 times.
            double rounding = Math.abs(Float.float16ToFloat(tensor.minimums()[0])) / 2048 + 31 * step / 2048;
            for (int i = 0; i < values.length; i++) {
                assertThat((double) read[i]).isCloseTo(values[i], within(step * 0.5001 + rounding));
            }
        }
    }

    @Test
    void stored_tensors_come_back_from_the_weight_coder_and_tell_their_format() {
        SplittableRandom random = new SplittableRandom(4);
        List<TensorSpec> specs = List.of(SIX, new TensorSpec("v", List.of(40, 3), TensorRole.LINEAR_WEIGHT, 3));
        for (NumberFormat format : formats()) {
            List<QuantisedTensor> tensors = specs.stream()
                    .map(spec -> format.quantise(spec, draw(random, spec.count())))
                    .toList();
            assertThat(WeightCoder.decodeSet(WeightCoder.encode(tensors, specs), specs)
                            .tensors())
                    .isEqualTo(tensors);
            NumberFormat read = NumberFormat.of(tensors.get(1));
            assertThat(read).isEqualTo(format);
        }
    }

    @Test
    void scales_end_in_a_zero_bit_unless_the_block_is_exact_otherwise() {
        SplittableRandom random = new SplittableRandom(5);
        TensorSpec spec = new TensorSpec("w", List.of(64, 32), TensorRole.POINTWISE, 32);
        for (short scale :
                new Fp4(32).quantise(spec, draw(random, spec.count())).scales()) {
            assertThat(scale & 1).isZero();
        }
        short odd = 0x3c01;
        float[] exact = quantised(new Fp4(32), SIX, 6, 3, 0, -1, -2, 0.5f);
        for (int i = 0; i < exact.length; i++) {
            exact[i] *= Float.float16ToFloat(odd);
        }
        assertThat(new Fp4(32).quantise(SIX, exact).scales()).containsExactly(odd);
    }
}
