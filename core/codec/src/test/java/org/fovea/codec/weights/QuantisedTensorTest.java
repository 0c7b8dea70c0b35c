package org.fovea.codec.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuantisedTensorTest {

    @Test
    void parts_that_do_not_fit_are_refused() {
        assertThatThrownBy(() -> new Fp4Tensor("w", List.of(5), 4, new byte[5], new short[1]))
                .hasMessageContaining("do not fit");
        assertThatThrownBy(() -> new CodedTensor("w", List.of(1), 3, new short[1], new short[1], new int[] {8}))
                .hasMessageContaining("over 3 bits");
        assertThatThrownBy(() -> new HalfTensor("w", List.of(2), new short[3])).hasMessageContaining("do not fit");
    }
}
