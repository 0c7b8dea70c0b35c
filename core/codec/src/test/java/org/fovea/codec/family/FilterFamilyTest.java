package org.fovea.codec.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterFamilyTest {
    private final FilterFamily family = new FilterFamily();

    /** The filter of the published floor. */
    @Test
    void published_filter_has_as_many_weights_as_it_was_said_to() {
        FilterFamily.Layout layout = new FilterFamily.Layout(1, 64, List.of(1, 1, 1));
        assertThat(family.tensors(layout.parameters(), 0).stream()
                        .mapToInt(TensorSpec::count)
                        .sum())
                .isEqualTo(40_451);
    }

    @Test
    void members_have_tensors_of_their_own_and_a_mix() {
        FilterFamily.Layout layout = new FilterFamily.Layout(3, 4, List.of(1, 2));
        assertThat(FilterFamily.Layout.of(layout.parameters())).contains(layout);
        List<TensorSpec> tensors = family.tensors(layout.parameters(), 0);
        assertThat(tensors).hasSize(3 * 2 * 2 + 1);
        assertThat(tensors.getFirst().shape()).containsExactly(4, 3, 3, 3);
        assertThat(tensors.getFirst().name()).isEqualTo(FilterFamily.Layout.weight(0, 0));
        assertThat(tensors.getLast().name()).isEqualTo(FilterFamily.MIX);
    }

    @Test
    void no_parameters_mean_no_filter() {
        assertThat(FilterFamily.Layout.of(List.of())).isEmpty();
        assertThat(family.tensors(List.of(), 0)).isEmpty();
    }

    @Test
    void impossible_parameters_are_refused() {
        for (List<Integer> wrong : List.of(
                List.of(1),
                List.of(1, 8, 1),
                List.of(9, 8, 1, 1),
                List.of(1, 257, 1, 1),
                List.of(1, 8, 17, 1),
                List.of(8, 256, 1, 1, 1),
                List.of(1, 8, 1, 1, 1, 1, 1, 1, 1, 1, 1))) {
            assertThatThrownBy(() -> family.tensors(wrong, 0))
                    .as("%s", wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
