package org.fovea.encode.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightCoder;
import org.fovea.encode.quantise.BitAllocation.Allocation;
import org.fovea.encode.quantise.BitAllocation.Group;
import org.fovea.encode.quantise.BitAllocation.Trial;
import org.fovea.encode.quantise.NumberFormat.Codes;
import org.fovea.encode.quantise.NumberFormat.Fp4;
import org.fovea.encode.quantise.NumberFormat.Half;
import org.junit.jupiter.api.Test;

class BitAllocationTest {
    private static final List<TensorSpec> SPECS = List.of(
            new TensorSpec("fussy", List.of(24, 24, 1, 1), TensorRole.POINTWISE, 24),
            new TensorSpec("easy", List.of(24, 24, 1, 1), TensorRole.POINTWISE, 24),
            new TensorSpec("bias", List.of(24), TensorRole.CONVOLUTION_BIAS, 24));
    private static final List<NumberFormat> CANDIDATES = List.of(
            new Half(),
            new Fp4(32),
            new Codes(2, false),
            new Codes(4, false),
            new Codes(6, false),
            new Codes(8, false));

    private static final List<NumberFormat> HALVES = Collections.nCopies(3, new Half());
    private static final List<float[]> VALUES = values();

    private static List<float[]> values() {
        SplittableRandom random = new SplittableRandom(11);
        List<float[]> all = new ArrayList<>();
        for (TensorSpec spec : SPECS) {
            float[] values = new float[spec.count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-0.2, 0.2);
            }
            all.add(values);
        }
        return all;
    }

    /** Squared errors, where those of the first tensor hurt a thousand times more. */
    private static double loss(List<QuantisedTensor> weights) {
        double loss = 0;
        for (int tensor = 0; tensor < weights.size(); tensor++) {
            float[] read = weights.get(tensor).dequantise();
            for (int i = 0; i < read.length; i++) {
                double difference = read[i] - (double) VALUES.get(tensor)[i];
                loss += difference * difference * (tensor == 0 ? 1000 : 1);
            }
        }
        return loss;
    }

    @Test
    void each_tensor_gets_the_format_that_is_best_for_it_alone() throws InterruptedException {
        List<Group> groups = BitAllocation.byTensor(
                SPECS, HALVES, Map.of(TensorRole.POINTWISE, CANDIDATES, TensorRole.CONVOLUTION_BIAS, CANDIDATES));
        BitAllocation allocation = new BitAllocation(SPECS, VALUES, groups, BitAllocationTest::loss, 0.001);
        List<Trial> trials = new ArrayList<>();
        Allocation best = allocation.allocate(Collections.nCopies(3, new Half()), 5, trials::add);
        Allocation start = allocation.measure(Collections.nCopies(3, new Half()));
        assertThat(best.bytes()).isLessThan(start.bytes() / 2);
        assertThat(best.formats().get(0)).isEqualTo(new Codes(8, false));
        assertThat(best.formats().get(1)).isEqualTo(new Codes(4, false));
        // No other single choice is better: loss and rate are nearly separable here, so greedy is optimal.
        for (int tensor = 0; tensor < 3; tensor++) {
            for (NumberFormat format : CANDIDATES) {
                List<NumberFormat> other = new ArrayList<>(best.formats());
                other.set(tensor, format);
                assertThat(total(allocation.measure(other))).isGreaterThanOrEqualTo(total(best));
            }
        }
        assertThat(trials.stream()
                        .filter(Trial::kept)
                        .mapToDouble(Trial::points)
                        .sum())
                .isCloseTo(total(start) - total(best), within(1e-9));
    }

    private static double total(Allocation allocation) {
        return allocation.loss() + 0.001 * allocation.bytes();
    }

    @Test
    void tensors_of_a_role_change_together_and_the_rest_stays() throws InterruptedException {
        List<Group> groups = BitAllocation.byRole(SPECS, HALVES, Map.of(TensorRole.POINTWISE, CANDIDATES));
        assertThat(groups).hasSize(1);
        List<NumberFormat> mixed = List.of(new Half(), new Fp4(32), new Half());
        assertThat(BitAllocation.byRole(SPECS, mixed, Map.of(TensorRole.POINTWISE, CANDIDATES)))
                .extracting(Group::name)
                .containsExactly("pointwise half", "pointwise fp4/32");
        List<NumberFormat> two = List.of(new Codes(4, false), new Codes(6, false));
        assertThat(BitAllocation.byTensor(SPECS, mixed, Map.of(TensorRole.POINTWISE, two)))
                .extracting(Group::candidates)
                .containsExactly(
                        List.of(new Half(), two.get(0), two.get(1)), List.of(new Fp4(32), two.get(0), two.get(1)));
        Allocation best = new BitAllocation(SPECS, VALUES, groups, BitAllocationTest::loss, 0.001)
                .allocate(Collections.nCopies(3, new Half()), 5, trial -> {});
        assertThat(best.formats().get(0)).isEqualTo(best.formats().get(1)).isNotEqualTo(new Half());
        assertThat(best.formats().get(2)).isEqualTo(new Half());
    }

    @Test
    void a_change_that_makes_the_network_useless_is_not_taken() throws InterruptedException {
        List<Group> groups = BitAllocation.byTensor(SPECS, HALVES, Map.of(TensorRole.POINTWISE, CANDIDATES));
        List<NumberFormat> start = Collections.nCopies(3, new Half());
        BitAllocation.Loss broken = weights -> NumberFormat.of(weights.getFirst()) instanceof Half ? 1 : Double.NaN;
        Allocation best = new BitAllocation(SPECS, VALUES, groups, broken, 0.001).allocate(start, 5, trial -> {});
        assertThat(best.formats().getFirst()).isEqualTo(new Half());
        assertThat(best.formats().get(1)).isNotEqualTo(new Half());
    }

    @Test
    void bytes_are_those_of_the_weight_coder() throws InterruptedException {
        Allocation start = new BitAllocation(SPECS, VALUES, List.of(), BitAllocationTest::loss, 1)
                .measure(List.of(new Fp4(32), new Codes(5, true), new Half()));
        assertThat(start.bytes()).isCloseTo(WeightCoder.encode(start.weights(), SPECS).length, within(1.5));
    }

    @Test
    void a_tensor_in_two_groups_is_refused() {
        Group group = new Group("g", List.of(0), CANDIDATES);
        assertThatThrownBy(() -> new BitAllocation(SPECS, VALUES, List.of(group, group), BitAllocationTest::loss, 1))
                .hasMessageContaining("fussy is in two groups");
    }
}
