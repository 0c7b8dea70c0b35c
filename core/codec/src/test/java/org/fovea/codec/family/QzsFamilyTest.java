package org.fovea.codec.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class QzsFamilyTest {
    @Test
    void the_datas_network_has111_tensors_and87836_weights() {
        List<TensorSpec> tensors = new QzsFamily().tensors(List.of(56, 64, 52), 5);
        assertThat(tensors).hasSize(111).doesNotHaveDuplicates();
        assertThat(tensors.stream().mapToInt(TensorSpec::count).sum()).isEqualTo(87_836);
    }

    @Test
    void a_reduced_network_has_the_same_tensors_and_even_sizes_that_cover_the_mask() {
        assertThat(new QzsFamily().tensors(List.of(56, 64, 52, 4), 5))
                .isEqualTo(new QzsFamily().tensors(List.of(56, 64, 52), 5));
        assertThat(QzsFamily.Widths.of(List.of(56, 64, 52, 1))).isEqualTo(new QzsFamily.Widths(56, 64, 52));
        for (int reduction : new int[] {1, 2, 4}) {
            QzsFamily.Widths widths = new QzsFamily.Widths(8, 8, 8, reduction);
            assertThat(QzsFamily.Widths.of(widths.parameters())).isEqualTo(widths);
            for (int side = 2; side < 50; side += reduction == 1 ? 2 : 1) {
                assertThat(widths.cells(side)).isEven();
                assertThat(widths.cells(side) * reduction).isBetween(side, side + 2 * reduction - 1);
            }
        }
        assertThatThrownBy(() -> new QzsFamily.Widths(8, 8, 8).cells(5)).hasMessageContaining("even sizes");
    }

    @Test
    void impossible_widths_are_refused() {
        assertThatThrownBy(() -> new QzsFamily().tensors(List.of(56, 64), 5)).hasMessageContaining("3 parameters");
        assertThatThrownBy(() -> new QzsFamily().tensors(List.of(55, 64, 52), 5))
                .hasMessageContaining("width 55");
        assertThatThrownBy(() -> new QzsFamily().tensors(List.of(56, 64, 52, 3), 5))
                .hasMessageContaining("reduction 3");
    }
}
