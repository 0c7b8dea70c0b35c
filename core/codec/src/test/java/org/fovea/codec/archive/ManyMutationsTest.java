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
import org.fovea.codec.mask.ClassMaskCoder;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.mask.RestartableMasks;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedCoder;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.codec.weights.WeightCoder;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Class masks and weights so small that a damaged stream takes a millisecond or so: every path of the decoders, in
 * streams in which every byte counts. {@code -Dfovea.fuzz=100000} for a long run.
 */
class ManyMutationsTest {
    private static final int COUNT = Integer.getInteger("fovea.fuzz", 200);
    private static final MaskShape MASKS = new MaskShape(2, 5, 7, 3);

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

    @ParameterizedTest
    @ValueSource(ints = {1, 12})
    void damaged_weights_with_one_step_are_refused_or_decoded(int count) {
        List<TensorSpec> specs = List.of(new TensorSpec("a", List.of(count), TensorRole.LINEAR_BIAS, count));
        byte[] codes = new byte[count];
        for (int i = 0; i < count; i++) {
            codes[i] = (byte) (i * i - 20);
        }
        byte[] stream = SteppedCoder.encode(List.of(new SteppedTensor("a", List.of(count), codes, 0.01f)), specs);
        StreamChecks.mutated(
                stream, COUNT, 3, "weights", damaged -> SteppedCoder.decode(damaged, specs), set -> check(set, specs));
        StreamChecks.random(
                COUNT / 4, 60, 4, "weights", noise -> SteppedCoder.decode(noise, specs), set -> check(set, specs));
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

    @ParameterizedTest
    @EnumSource(value = MaskEffort.class, names = "FAST")
    void damaged_masks_are_refused_or_decoded(MaskEffort effort) {
        byte[] stream = ClassMaskCoder.encode(masks(), effort, null);
        StreamChecks.mutated(stream, COUNT, 5, "masks", damaged -> read(damaged, MASKS), ids -> check(ids, MASKS));
        StreamChecks.random(COUNT / 4, 60, 6, "masks", noise -> read(noise, MASKS), ids -> check(ids, MASKS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void damaged_masks_with_restarts_are_refused_or_decoded(int interval) {
        byte[] stream = RestartableMasks.encode(masks(), MaskEffort.FAST, interval, null);
        StreamChecks.mutated(
                stream,
                COUNT,
                7,
                "masks",
                damaged ->
                        MaskTensor.of(RestartableMasks.decode(damaged, MASKS)).classIds(),
                ids -> check(ids, MASKS));
    }

    private static MaskTensor masks() {
        byte[] ids = new byte[MASKS.frames() * MASKS.height() * MASKS.width()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (byte) (i % 7 / 3 + (i % 11 == 0 ? 0 : 1) & 1 + i % 2);
        }
        return new MaskTensor(MASKS, ids);
    }

    private static byte[] read(byte[] stream, MaskShape shape) {
        return MaskTensor.of(ClassMaskCoder.decode(stream, shape)).classIds();
    }

    private static void check(byte[] ids, MaskShape shape) {
        assertThat(ids).hasSize(shape.frames() * shape.height() * shape.width());
        for (byte id : ids) {
            assertThat(id & 255).isLessThan(shape.classes());
        }
    }
}
