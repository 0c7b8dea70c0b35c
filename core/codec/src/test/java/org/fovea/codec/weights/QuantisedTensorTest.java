package org.fovea.codec.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuantisedTensorTest {
    private static final short HALF_OF_TWO = Float.floatToFloat16(2f);
    private static final short HALF_OF_A_HALF = Float.floatToFloat16(0.5f);

    @Test
    void fp4_values_are_magnitudes_times_the_blocks_scale() {
        Fp4Tensor tensor = new Fp4Tensor(
                "w", List.of(2, 3), 4, new byte[] {0, 1, 7, 15, 9, 8}, new short[] {HALF_OF_TWO, HALF_OF_A_HALF});
        assertThat(tensor.dequantise()).containsExactly(0f, 1f, 12f, -12f, -0.25f, -0f);
        assertThat(tensor.rawBytes()).isEqualTo(3 + 4);
        assertThat(tensor.count()).isEqualTo(6);
    }

    @Test
    void codes_are_steps_from_the_minimum() {
        CodedTensor whole = new CodedTensor(
                "w", List.of(2, 2), 8, new short[] {HALF_OF_TWO}, new short[] {HALF_OF_A_HALF}, new int[] {0, 1, 2, 255
                });
        assertThat(whole.dequantise()).containsExactly(2f, 2.5f, 3f, 129.5f);
        CodedTensor rows = new CodedTensor(
                "w", List.of(2, 2), 9, new short[] {HALF_OF_TWO, 0}, new short[] {HALF_OF_A_HALF, 0}, new int[] {
                    0, 1, 1, 511
                });
        assertThat(rows.dequantise()).containsExactly(2f, 2.5f, 1e-8f, 511 * 1e-8f);
        assertThat(rows.rawBytes()).isEqualTo(5 + 8);
    }

    @Test
    void halves_are_exact() {
        HalfTensor tensor = new HalfTensor("w", List.of(3), new short[] {HALF_OF_TWO, (short) 0x8000, 1});
        assertThat(tensor.dequantise()).containsExactly(2f, -0f, 0x1p-24f);
    }

    @Test
    void parts_that_do_not_fit_are_refused() {
        assertThatThrownBy(() -> new Fp4Tensor("w", List.of(5), 4, new byte[5], new short[1]))
                .hasMessageContaining("do not fit");
        assertThatThrownBy(() -> new CodedTensor("w", List.of(1), 3, new short[1], new short[1], new int[] {8}))
                .hasMessageContaining("over 3 bits");
        assertThatThrownBy(() -> new HalfTensor("w", List.of(2), new short[3])).hasMessageContaining("do not fit");
    }
}
