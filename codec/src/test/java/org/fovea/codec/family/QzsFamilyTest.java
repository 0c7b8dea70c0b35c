package org.fovea.codec.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class QzsFamilyTest {
    @Test
    void theDatasNetworkHas111TensorsAnd87836Weights() {
        List<TensorSpec> tensors = new QzsFamily().tensors(List.of(56, 64, 52), 5);
        assertThat(tensors).hasSize(111).doesNotHaveDuplicates();
        assertThat(tensors.stream().mapToInt(TensorSpec::count).sum()).isEqualTo(87_836);
    }

    @Test
    void impossibleWidthsAreRefused() {
        assertThatThrownBy(() -> new QzsFamily().tensors(List.of(56, 64), 5)).hasMessageContaining("3 parameters");
        assertThatThrownBy(() -> new QzsFamily().tensors(List.of(55, 64, 52), 5))
                .hasMessageContaining("width 55");
    }
}
