package org.fovea.codec.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColourFamilyTest {
    @Test
    void one_tensor_holds_a_colour_for_each_class_and_node() {
        List<TensorSpec> tensors = new ColourFamily().tensors(new ColourFamily.Grid(6, 8).parameters(), 5);
        assertThat(tensors).hasSize(1);
        assertThat(tensors.getFirst().shape()).containsExactly(5, 3, 6, 8);
    }

    @Test
    void names_of_families_are_unique() {
        assertThat(RendererFamilies.find(0)).isEmpty();
        List<String> names = IntStream.rangeClosed(1, 255)
                .mapToObj(RendererFamilies::find)
                .flatMap(Optional::stream)
                .map(RendererFamily::name)
                .toList();
        assertThat(names).contains("qzs3", "colours", "compact").doesNotHaveDuplicates();
    }
}
