package org.fovea.codec.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.family.CompactFamily.Layout;
import org.fovea.codec.weights.WeightCoder;
import org.junit.jupiter.api.Test;

class CompactFamilyTest {
    private static final Layout USUAL = new Layout(20, 3, 4, 4, 12, 16, 2);

    @Test
    void the_usual_network_has_6496_weights() {
        List<TensorSpec> tensors = new CompactFamily().tensors(USUAL.parameters(), 3);
        assertThat(tensors).hasSize(5 + 3 * 6 + 2).doesNotHaveDuplicates();
        assertThat(tensors.stream().mapToInt(TensorSpec::count).sum()).isEqualTo(6_496);
        assertThat(tensors.getFirst().shape()).containsExactly(20, 50, 1, 1);
        assertThat(tensors.get(2).name()).isEqualTo("map");
        assertThat(tensors.getLast().shape()).containsExactly(48);
        assertThat(Layout.of(USUAL.parameters())).isEqualTo(USUAL);
    }

    @Test
    void impossible_parameters_are_refused_by_name() {
        List<Integer> usual = USUAL.parameters();
        int[][] wrong = {{0, 257}, {1, 17}, {2, 3}, {2, 16}, {3, 65}, {4, 129}, {5, 129}, {6, 4}};
        for (int[] change : wrong) {
            List<Integer> parameters = new ArrayList<>(usual);
            parameters.set(change[0], change[1]);
            String name = new CompactFamily().parameterNames().get(change[0]);
            assertThatThrownBy(() -> new CompactFamily().tensors(parameters, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name + " " + change[1]);
        }
        assertThatThrownBy(() -> new CompactFamily().tensors(usual.subList(0, 6), 3))
                .hasMessageContaining("7 parameters");
    }

    @Test
    void networks_that_no_weight_coder_takes_are_refused() {
        assertThat(CompactFamily.MAX_WEIGHTS).isEqualTo(WeightCoder.MAX_WEIGHTS);
        Layout large = new Layout(256, 16, 8, 64, 128, 128, 1);
        assertThatThrownBy(() -> new CompactFamily().tensors(large.parameters(), 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 300000");
    }

    @Test
    void cells_cover_every_pixel() {
        assertThat(USUAL.cells(1)).isEqualTo(1);
        assertThat(USUAL.cells(8)).isEqualTo(2);
        assertThat(USUAL.cells(9)).isEqualTo(3);
    }
}
