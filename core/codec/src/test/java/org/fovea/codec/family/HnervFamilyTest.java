package org.fovea.codec.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fovea.codec.family.HnervFamily.Layout;
import org.junit.jupiter.api.Test;

class HnervFamilyTest {
    private static final HnervFamily FAMILY = new HnervFamily();

    @Test
    void the_published_network_has_the_tensors_of_its_archives() {
        List<TensorSpec> tensors = FAMILY.tensors(List.of(28, 36, 6, 8), 0);
        assertThat(tensors).hasSize(28);
        assertThat(tensors.stream().mapToLong(TensorSpec::count).sum()).isEqualTo(228_958);
        assertThat(tensors.get(0).shape()).containsExactly(1728, 28);
        assertThat(tensors.get(10).name()).isEqualTo("blocks.4.weight");
        assertThat(tensors.get(10).shape()).containsExactly(72, 20, 3, 3);
        assertThat(tensors.get(14).name()).isEqualTo("skips.2.weight");
        assertThat(tensors.get(18).shape()).containsExactly(18, 20, 1, 1);
        assertThat(tensors.get(27).name()).isEqualTo("rgb_1.bias");
    }

    @Test
    void nudges_are_parameters_only_where_there_are_any() {
        Layout still = new Layout(28, 36, 6, 8, Layout.STILL);
        assertThat(still.parameters()).containsExactly(28, 36, 6, 8);
        Layout nudged = new Layout(28, 36, 6, 8, List.of(-1, 0, -1, 0, -1, 0));
        assertThat(Layout.of(nudged.parameters())).isEqualTo(nudged);
        assertThat(nudged.parameters()).allMatch(parameter -> parameter > 0).hasSize(10);
    }

    @Test
    void impossible_parameters_are_refused() {
        for (List<Integer> parameters : List.of(
                List.of(28, 36, 6),
                List.of(65, 36, 6, 8),
                List.of(28, 3, 6, 8),
                List.of(28, 36, 65, 8),
                List.of(28, 64, 6, 8),
                List.of(28, 36, 6, 8, 32, 16, 16, 16, 16, 16))) {
            assertThatThrownBy(() -> FAMILY.tensors(parameters, 0))
                    .as("%s", parameters)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("hnerv");
        }
    }
}
