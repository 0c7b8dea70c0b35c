package org.fovea.codec.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.fovea.codec.FormatException;
import org.fovea.codec.StreamChecks;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.junit.jupiter.api.Test;

class WeightCoderTest {
    private static final List<TensorSpec> SMALL = SyntheticNetworks.smallSpecs();

    @Test
    void a_trained_network_comes_back_smaller() {
        List<TensorSpec> specs = new QzsFamily().tensors(List.of(16, 24, 20), 5);
        List<QuantisedTensor> tensors = SyntheticNetworks.trained(specs, 0.4, 1);
        byte[] stream = WeightCoder.encode(tensors, specs);
        assertThat(WeightCoder.decodeSet(stream, specs).tensors()).isEqualTo(tensors);
        long raw = tensors.stream().mapToLong(QuantisedTensor::rawBytes).sum();
        assertThat(stream.length).isLessThan((int) (raw * 0.92));
    }

    @Test
    void numbers_of_every_kind_come_back() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 60; round++) {
            List<QuantisedTensor> tensors = SyntheticNetworks.weird(SMALL, random);
            assertThat(WeightCoder.decodeSet(WeightCoder.encode(tensors, SMALL), SMALL)
                            .tensors())
                    .isEqualTo(tensors);
        }
    }

    @Test
    void size_does_not_depend_on_the_order_of_magnitude() {
        TensorSpec spec = new QzsFamily().tensors(List.of(32, 32, 32), 5).get(2);
        int expected = 0;
        for (int exponent = 0; exponent >= -10; exponent -= 5) {
            SplittableRandom random = new SplittableRandom(4);
            double[] values = new double[spec.count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (2 * random.nextDouble() - 1) * Math.pow(2, exponent);
            }
            List<QuantisedTensor> tensors = List.of(SyntheticNetworks.fp4(spec, values, 32));
            int size = WeightCoder.encode(tensors, List.of(spec)).length;
            expected = exponent == 0 ? size : expected;
            assertThat(size).isBetween(expected - 3, expected + 3);
        }
    }

    @Test
    void pruned_and_constant_tensors_are_small() {
        List<TensorSpec> specs = new QzsFamily().tensors(List.of(32, 32, 32), 5);
        TensorSpec spec = specs.get(2);
        SplittableRandom random = new SplittableRandom(5);
        byte[] sparse = new byte[spec.count()];
        for (int i = 0; i < sparse.length; i++) {
            sparse[i] = (byte) (random.nextInt(10) == 0 ? random.nextInt(1, 8) : 0);
        }
        short[] scales = new short[Math.ceilDiv(sparse.length, 32)];
        Arrays.fill(scales, Float.floatToFloat16(0.01f));
        List<QuantisedTensor> pruned = List.of(new Fp4Tensor(spec.name(), spec.shape(), 32, sparse, scales));
        // 0.47 bits to say which weights remain, 0.1·(log2 7 + 1) for their magnitudes and signs, 8 scales.
        assertThat(WeightCoder.encode(pruned, List.of(spec)).length).isLessThan(sparse.length * 9 / 80 + 24);
        List<QuantisedTensor> zeros = new ArrayList<>();
        for (TensorSpec any : specs) {
            zeros.add(new HalfTensor(any.name(), any.shape(), new short[any.count()]));
        }
        assertThat(WeightCoder.encode(zeros, specs).length).isLessThan(40);
    }

    @Test
    void tensors_that_are_not_expected_are_refused() {
        List<QuantisedTensor> tensors = SyntheticNetworks.trained(SMALL, 0.3, 6);
        assertThrown(
                IllegalArgumentException.class,
                () -> WeightCoder.encode(tensors.subList(1, tensors.size()), SMALL),
                "expected");
        List<QuantisedTensor> swapped = new ArrayList<>(tensors);
        swapped.set(0, tensors.get(1));
        assertThrown(
                IllegalArgumentException.class, () -> WeightCoder.encode(swapped, SMALL), "trunk.embedding.weight");
    }

    @Test
    void too_many_weights_are_refused_on_both_sides() {
        List<TensorSpec> specs = new QzsFamily().tensors(List.of(128, 128, 128), 5);
        assertThat(specs.stream().mapToLong(TensorSpec::count).sum()).isGreaterThan(WeightCoder.MAX_WEIGHTS);
        List<QuantisedTensor> zeros = new ArrayList<>();
        for (TensorSpec any : specs) {
            zeros.add(new HalfTensor(any.name(), any.shape(), new short[any.count()]));
        }
        assertThrown(IllegalArgumentException.class, () -> WeightCoder.encode(zeros, specs), "at most 300000");
        assertThrown(FormatException.class, () -> WeightCoder.decodeSet(new byte[100], specs), "at most 300000");
    }

    /** A change of these streams is a change of the format. */
    @Test
    void streams_are_as_ever() {
        byte[] trained = WeightCoder.encode(SyntheticNetworks.trained(SMALL, 0.3, 7), SMALL);
        assertThat(trained).hasSize(220);
        assertThat(StreamChecks.hash(trained)).isEqualTo("2ee07b1e0727b211");
        byte[] weird = WeightCoder.encode(SyntheticNetworks.weird(SMALL, new SplittableRandom(8)), SMALL);
        assertThat(StreamChecks.hash(weird)).isEqualTo("07f3bd649a336880");
        List<TensorSpec> specs = new QzsFamily().tensors(List.of(8, 12, 6), 5);
        byte[] larger = WeightCoder.encode(SyntheticNetworks.trained(specs, 0.5, 9), specs);
        assertThat(StreamChecks.hash(larger)).isEqualTo("dd7ad6b70a4cf28c");
    }
}
