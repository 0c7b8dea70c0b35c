package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.fovea.codec.StreamChecks;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightCoder;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weights so few that a damaged stream takes a millisecond or so, where those of {@link WeightCodecTest} take a tenth
 * of a second: every encoding of numbers. {@code -Dfovea.fuzz=100000} for a long run.
 */
class ManyMutationsTest {
    private static final int COUNT = Integer.getInteger("fovea.fuzz", 200);

    private record Kind(String name, QuantisedTensor tensor, TensorSpec spec) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Kind> kinds() {
        SplittableRandom random = new SplittableRandom(1);
        TensorSpec linear = new TensorSpec("a", List.of(2, 3), TensorRole.LINEAR_WEIGHT, 3);
        TensorSpec kernel = new TensorSpec("a", List.of(2, 1, 3, 3), TensorRole.DEPTHWISE, 9);
        TensorSpec bias = new TensorSpec("a", List.of(3), TensorRole.NORM_BIAS, 3);
        byte[] fours = new byte[18];
        for (int i = 0; i < fours.length; i++) {
            fours[i] = (byte) random.nextInt(16);
        }
        short small = Float.floatToFloat16(0.03f);
        short low = Float.floatToFloat16(-0.2f);
        short step = Float.floatToFloat16(0.007f);
        int[] codes = random.ints(6, 0, 64).toArray();
        short[] halves = {Float.floatToFloat16(0.1f), Float.floatToFloat16(-0.3f), 0};
        return Stream.of(
                new Kind("fp4", new Fp4Tensor("a", kernel.shape(), 32, fours, new short[] {small}), kernel),
                new Kind("halves", new HalfTensor("a", bias.shape(), halves), bias),
                new Kind(
                        "one range",
                        new CodedTensor("a", linear.shape(), 6, new short[] {low}, new short[] {step}, codes),
                        linear),
                new Kind(
                        "a range for each row",
                        new CodedTensor(
                                "a", linear.shape(), 6, new short[] {low, low}, new short[] {step, small}, codes),
                        linear));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void damaged_weights_are_refused_or_decoded(Kind kind) {
        List<TensorSpec> specs = List.of(kind.spec);
        byte[] stream = WeightCoder.encode(List.of(kind.tensor), specs);
        assertThat(WeightCoder.decodeSet(stream, specs).tensors()).containsExactly(kind.tensor);
        weights(stream, specs);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7})
    void damaged_weights_with_a_seed_are_refused_or_decoded(long seed) {
        TensorSpec spec = new TensorSpec("a", List.of(2, 3), TensorRole.LINEAR_WEIGHT, 3);
        short[] halves = new short[6];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = Float.floatToFloat16(0.1f * i - 0.3f);
        }
        WeightSet set = new WeightSet(List.of(new HalfTensor("a", spec.shape(), halves)), OptionalLong.of(seed));
        weights(WeightCoder.encode(set, List.of(spec)), List.of(spec));
    }

    private static void weights(byte[] stream, List<TensorSpec> specs) {
        StreamChecks.mutated(
                stream,
                COUNT,
                1,
                "weights",
                damaged -> WeightCoder.decodeSet(damaged, specs),
                set -> check(set, specs));
        StreamChecks.random(
                COUNT / 4, 60, 2, "weights", noise -> WeightCoder.decodeSet(noise, specs), set -> check(set, specs));
    }

    private static void check(WeightSet set, List<TensorSpec> specs) {
        List<float[]> values = new ArrayList<>();
        for (QuantisedTensor tensor : set.tensors()) {
            values.add(tensor.dequantise());
        }
        assertThat(values.getFirst()).hasSize(specs.getFirst().count());
    }
}
