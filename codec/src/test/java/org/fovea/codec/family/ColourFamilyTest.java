package org.fovea.codec.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColourFamilyTest {
    @Test
    void one_tensor_holds_a_colour_for_each_class_and_node() {
        List<TensorSpec> tensors = new ColourFamily().tensors(new ColourFamily.Grid(6, 8).parameters(), 5);
        assertThat(tensors).hasSize(1);
        assertThat(tensors.getFirst().shape()).containsExactly(5, 3, 6, 8);
    }

    @Test
    void ids_and_names_of_families_are_unique() {
        List<RendererFamily> all = RendererFamilies.all();
        assertThat(all.stream().map(RendererFamily::id)).doesNotHaveDuplicates().doesNotContain(0);
        assertThat(all.stream().map(RendererFamily::name)).doesNotHaveDuplicates();
    }
}
