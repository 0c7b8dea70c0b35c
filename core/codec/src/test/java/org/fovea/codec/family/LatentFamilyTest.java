package org.fovea.codec.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.family.LatentFamily.Geometry;
import org.fovea.codec.family.LatentFamily.Grid;
import org.fovea.codec.family.LatentFamily.Layout;
import org.junit.jupiter.api.Test;

class LatentFamilyTest {
    private static final LatentFamily FAMILY = new LatentFamily();
    private static final Layout USUAL =
            new Layout(8, 20, 3, 4, new Grid(4, 12, 16), new Grid(6, 5, 7), 2, new Geometry(30, 256, 170));

    @Test
    void a_network_has_these_tensors() {
        List<TensorSpec> tensors = FAMILY.tensors(USUAL.parameters(), 0);
        assertThat(tensors)
                .extracting(TensorSpec::name)
                .startsWith("input.weight", "input.bias", "map", "map.weight", "planes", "planes.weight")
                .containsSubsequence(
                        "block0.film",
                        "block0.dw1.weight",
                        "block0.pw1.weight",
                        "block0.pw1.bias",
                        "block0.dw2.weight",
                        "block0.pw2.weight",
                        "block0.pw2.bias",
                        "block1.film")
                .endsWith("output.weight", "output.bias")
                .hasSize(6 + 3 * 7 + 2)
                .doesNotHaveDuplicates();
        assertThat(tensors.getFirst().shape()).containsExactly(20, 11, 1, 1);
        assertThat(tensors.get(2).shape()).containsExactly(4, 12, 16);
        assertThat(tensors.get(4).shape()).containsExactly(6 * 5 * 7, 8);
        assertThat(tensors.get(5).shape()).containsExactly(20, 6, 1, 1);
        assertThat(tensors.get(6).shape()).containsExactly(40, 8);
        assertThat(tensors.getLast().shape()).containsExactly(48);
        int input = 20 * 11 + 20 + 4 * 12 * 16 + 20 * 4 + 6 * 5 * 7 * 8 + 20 * 6;
        int block = 40 * 8 + 2 * (20 * 9 + 20 * 20 + 20);
        assertThat(tensors.stream().mapToInt(TensorSpec::count).sum()).isEqualTo(input + 3 * block + 48 * 20 + 48);
    }

    @Test
    void the_geometry_is_in_a_header_only_where_there_is_any() {
        assertThat(Layout.of(USUAL.parameters())).isEqualTo(USUAL);
        assertThat(USUAL.parameters()).hasSize(14);
        Layout plain = USUAL.with(Geometry.NONE);
        assertThat(plain.parameters()).containsExactly(8, 20, 3, 4, 4, 12, 16, 6, 5, 7, 2);
        assertThat(Layout.of(plain.parameters())).isEqualTo(plain);
    }

    @Test
    void headers_come_back_and_say_how_many_numbers_a_pair_has() {
        for (Layout layout : List.of(USUAL, USUAL.with(Geometry.NONE))) {
            CodedShape pictures = CodedShape.ofPictures(600, 384, 512);
            ArchiveHeader header = new ArchiveHeader(1164, 874, pictures, LatentFamily.ID, layout.parameters());
            ArchiveHeader read =
                    Archive.parse(new Archive(header, List.of()).toBytes()).header();
            assertThat(read).isEqualTo(header);
            assertThat(read.hasLatents()).isTrue();
            assertThat(read.latentDimensions()).isEqualTo(8);
            assertThat(read.poseDimensions()).isEqualTo(CompactFamily.POSE);
            assertThat(read.tiles()).isEqualTo(12 * 16);
        }
    }

    @Test
    void impossible_parameters_are_refused_by_name() {
        List<Integer> usual = USUAL.parameters();
        int[][] wrong = {
            {0, 65},
            {1, 257},
            {2, 17},
            {3, 3},
            {3, 16},
            {4, 65},
            {5, 129},
            {6, 129},
            {7, 65},
            {8, 129},
            {9, 129},
            {10, 4},
            {11, 65536},
            {12, 0},
            {13, 65536}
        };
        for (int[] change : wrong) {
            List<Integer> parameters = new ArrayList<>(usual);
            parameters.set(change[0], change[1]);
            assertThatThrownBy(() -> FAMILY.tensors(parameters, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(FAMILY.parameterNames().get(change[0]) + " " + change[1])
                    .hasMessageContaining("latent");
        }
        for (int count : new int[] {0, 10, 12, 13}) {
            assertThatThrownBy(() -> FAMILY.tensors(usual.subList(0, count), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("11 or 14 parameters");
        }
    }

    @Test
    void networks_that_no_weight_coder_takes_are_refused() {
        Grid fine = new Grid(64, 128, 128);
        Layout large = new Layout(64, 256, 16, 8, fine, fine, 1, Geometry.NONE);
        assertThatThrownBy(() -> FAMILY.tensors(large.parameters(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 300000");
    }
}
