package org.fovea.codec.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.fovea.codec.StreamChecks;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Modes 1 and 2 of {@link WeightCoder}: weights relative to initial values that a seed gives, and to their neighbours.
 */
@Tag("slow")
class SeededWeightsTest {
    private static final List<TensorSpec> SMALL = SyntheticNetworks.smallSpecs();
    private static final long SEED = 0xfedcba98L;

    private static WeightSet drifted(List<TensorSpec> specs, double drift) {
        return new WeightSet(SyntheticNetworks.drifted(specs, drift, SEED), OptionalLong.of(SEED));
    }

    private static boolean[] all(List<TensorSpec> specs) {
        boolean[] all = new boolean[specs.size()];
        Arrays.fill(all, true);
        return all;
    }

    @Test
    void weights_that_moved_little_take_little_and_come_back_with_their_seed() {
        List<TensorSpec> specs = new QzsFamily().tensors(List.of(8, 12, 10), 5);
        WeightSet weights = drifted(specs, 0.05);
        byte[] plain = WeightCoder.encode(weights.tensors(), specs);
        byte[] seeded = WeightCoder.encode(weights, specs);
        // Given its initial value, an FP4 number of this drift has 0.85 bits (counted over simulated blocks); by itself
        // it has 3.8. Norms gain nothing.
        assertThat(seeded.length).isLessThan(plain.length * 65 / 100);
        WeightSet back = WeightCoder.decodeSet(seeded, specs);
        assertThat(back).isEqualTo(weights);
        assertThat(back.seed()).isEqualTo(weights.seed());
        assertThat(WeightCoder.encode(back, specs)).isEqualTo(seeded);
    }

    @Test
    void every_encoding_gains() {
        for (TensorSpec spec : SMALL) {
            if (!SeededDraw.applies(spec) || spec.count() < 9) {
                continue;
            }
            List<TensorSpec> one = List.of(spec);
            WeightSet weights = drifted(one, 0.05);
            double plain = 8.0 * WeightCoder.encode(weights.tensors(), one).length;
            double seeded = 8.0 * WeightCoder.encodeRelative(weights, one, all(one)).length;
            // The drift is a twelfth of the spread: 3.5 bits each, less for FP4, whose cells are wider. The seed takes
            // 32, and the size of the drift must be learnt.
            assertThat(seeded).as(spec.name()).isLessThan(plain - 2.0 * spec.count() + 48);
        }
    }

    @Test
    void a_seed_that_says_nothing_costs_nothing() {
        List<TensorSpec> specs = new QzsFamily().tensors(List.of(8, 12, 6), 5);
        List<QuantisedTensor> tensors = SyntheticNetworks.trained(specs, 0.5, 9);
        byte[] plain = WeightCoder.encode(tensors, specs);
        byte[] seeded = WeightCoder.encode(new WeightSet(tensors, OptionalLong.of(SEED)), specs);
        assertThat(seeded.length).isBetween(plain.length - 20, plain.length);
        assertThat(WeightCoder.decodeSet(seeded, specs).tensors()).isEqualTo(tensors);
        assertThat(WeightCoder.decodeSet(seeded, specs).seed()).isEmpty();
    }

    @Test
    void numbers_of_every_kind_come_back() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 60; round++) {
            List<QuantisedTensor> tensors = SyntheticNetworks.weird(SMALL, random);
            long seed = random.nextLong() >>> 32;
            WeightSet weights = new WeightSet(tensors, round % 3 == 0 ? OptionalLong.empty() : OptionalLong.of(seed));
            boolean[] relative = all(SMALL);
            for (int i = 0; i < relative.length && round % 2 == 1; i++) {
                relative[i] = random.nextBoolean();
            }
            byte[] stream = WeightCoder.encodeRelative(weights, SMALL, relative);
            WeightSet back = WeightCoder.decodeSet(stream, SMALL);
            assertThat(back).isEqualTo(weights);
            assertThat(back.seed()).isEqualTo(weights.seed());
        }
    }

    /** A change of these streams is a change of the format. */
    @Test
    void streams_are_as_ever() {
        byte[] drifted = WeightCoder.encode(drifted(SMALL, 0.1), SMALL);
        assertThat(drifted).hasSize(161);
        assertThat(StreamChecks.hash(drifted)).isEqualTo("61f66236eaf2b0a6");
        List<QuantisedTensor> weird = SyntheticNetworks.weird(SMALL, new SplittableRandom(8));
        byte[] stream = WeightCoder.encodeRelative(new WeightSet(weird, OptionalLong.of(5)), SMALL, all(SMALL));
        assertThat(StreamChecks.hash(stream)).isEqualTo("8039f7d0a8809a7b");
    }

    @Test
    void seeds_have_32_bits() {
        assertThatThrownBy(() -> new WeightSet(List.of(), OptionalLong.of(-1))).hasMessageContaining("seed -1");
        assertThatThrownBy(() -> new WeightSet(List.of(), OptionalLong.of(1L << 32)))
                .hasMessageContaining("seed 4294967296");
    }
}
