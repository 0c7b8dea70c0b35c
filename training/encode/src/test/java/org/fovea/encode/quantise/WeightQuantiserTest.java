package org.fovea.encode.quantise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.encode.quantise.NumberFormat.Fp4;
import org.fovea.encode.quantise.NumberFormat.Half;
import org.junit.jupiter.api.Test;

class WeightQuantiserTest {
    private static final List<TensorSpec> SPECS = List.of(
            new TensorSpec("a", List.of(2, 2), TensorRole.POINTWISE, 2),
            new TensorSpec("b", List.of(2), TensorRole.HEAD_BIAS, 2));
    private static final WeightQuantiser QUANTISER = new WeightQuantiser(SPECS, List.of(new Fp4(32), new Half()));

    @Test
    void each_tensor_is_read_in_its_own_format() {
        float[][] weights = {{6, 2.9f, -0.6f, 0.1f}, {0.25f, -3}};
        assertThat(QUANTISER.read(weights)).isDeepEqualTo(new float[][] {{6, 3, -0.5f, 0}, {0.25f, -3}});
        assertThat(QUANTISER.quantise(weights).get(0)).isInstanceOf(Fp4Tensor.class);
        assertThat(QUANTISER.quantise(weights).get(1)).isInstanceOf(HalfTensor.class);
    }

    @Test
    void other_numbers_of_tensors_are_refused() {
        assertThatThrownBy(() -> QUANTISER.read(new float[][] {{1, 2, 3, 4}})).hasMessageContaining("1 tensors");
        assertThatThrownBy(() -> new WeightQuantiser(SPECS, List.of(new Half())))
                .hasMessageContaining("1 formats");
    }
}
