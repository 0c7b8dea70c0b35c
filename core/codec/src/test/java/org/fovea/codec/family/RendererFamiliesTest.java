package org.fovea.codec.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.family.LatentFamily.Geometry;
import org.fovea.codec.family.LatentFamily.Grid;
import org.fovea.codec.weights.WeightCoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters of families; the lists of tensors are those of the second decoder in module {@code app}. */
class RendererFamiliesTest {
    private static final QzsFamily QZS = new QzsFamily();
    private static final CompactFamily COMPACT = new CompactFamily();
    private static final FilterFamily FILTER = new FilterFamily();
    private static final HnervFamily HNERV = new HnervFamily();
    private static final LatentFamily LATENT = new LatentFamily();
    private static final CompactFamily.Layout CELLS = new CompactFamily.Layout(20, 3, 4, 4, 12, 16, 2);
    private static final LatentFamily.Layout ROAD =
            new LatentFamily.Layout(8, 20, 3, 4, new Grid(4, 12, 16), new Grid(6, 5, 7), 2, new Geometry(30, 256, 170));

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

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(QZS, List.of(56, 64, 52), 5, 111, 87_836),
                Arguments.of(new ColourFamily(), new ColourFamily.Grid(6, 8).parameters(), 5, 1, 5 * 3 * 6 * 8),
                Arguments.of(COMPACT, CELLS.parameters(), 3, 5 + 3 * 6 + 2, 6_496),
                Arguments.of(FILTER, new FilterFamily.Layout(1, 64, List.of(1, 1, 1)).parameters(), 0, 6, 40_451),
                Arguments.of(FILTER, List.of(), 0, 0, 0),
                Arguments.of(HNERV, List.of(28, 36, 6, 8), 0, 28, 228_958));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void known_networks_have_their_size(
            RendererFamily family, List<Integer> parameters, int classes, int tensors, int weights) {
        List<TensorSpec> specs = family.tensors(parameters, classes);
        assertThat(specs).hasSize(tensors).doesNotHaveDuplicates();
        assertThat(specs.stream().mapToInt(TensorSpec::count).sum()).isEqualTo(weights);
    }

    /** A family, parameters, and what the refusal says. */
    static Stream<Arguments> impossible() {
        List<Arguments> all = new ArrayList<>();
        int[][] cells = {{0, 257}, {1, 17}, {2, 3}, {2, 16}, {3, 65}, {4, 129}, {5, 129}, {6, 4}};
        for (int[] change : cells) {
            all.add(changed(COMPACT, CELLS.parameters(), change[0], change[1]));
        }
        int[][] road = {
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
        for (int[] change : road) {
            all.add(changed(LATENT, ROAD.parameters(), change[0], change[1]));
        }
        for (int count : new int[] {0, 10, 12, 13}) {
            all.add(Arguments.of(LATENT, ROAD.parameters().subList(0, count), "11 or 14 parameters"));
        }
        for (List<Integer> parameters : List.of(
                List.of(28, 36, 6),
                List.of(65, 36, 6, 8),
                List.of(28, 3, 6, 8),
                List.of(28, 36, 65, 8),
                List.of(28, 64, 6, 8),
                List.of(28, 36, 6, 8, 32, 16, 16, 16, 16, 16))) {
            all.add(Arguments.of(HNERV, parameters, "hnerv"));
        }
        for (List<Integer> parameters : List.of(
                List.of(1),
                List.of(1, 8, 1),
                List.of(9, 8, 1, 1),
                List.of(1, 257, 1, 1),
                List.of(1, 8, 17, 1),
                List.of(8, 256, 1, 1, 1),
                List.of(1, 8, 1, 1, 1, 1, 1, 1, 1, 1, 1))) {
            all.add(Arguments.of(FILTER, parameters, ""));
        }
        Grid fine = new Grid(64, 128, 128);
        LatentFamily.Layout large = new LatentFamily.Layout(64, 256, 16, 8, fine, fine, 1, Geometry.NONE);
        all.add(Arguments.of(LATENT, large.parameters(), "at most 300000"));
        all.add(Arguments.of(COMPACT, List.of(256, 16, 8, 64, 128, 128, 1), "at most 300000"));
        all.add(Arguments.of(COMPACT, CELLS.parameters().subList(0, 6), "7 parameters"));
        all.add(Arguments.of(QZS, List.of(56, 64), "3 parameters"));
        all.add(Arguments.of(QZS, List.of(55, 64, 52), "width 55"));
        all.add(Arguments.of(QZS, List.of(56, 64, 52, 3), "reduction 3"));
        return all.stream();
    }

    private static Arguments changed(RendererFamily family, List<Integer> usual, int place, int value) {
        List<Integer> parameters = new ArrayList<>(usual);
        parameters.set(place, value);
        return Arguments.of(family, parameters, family.parameterNames().get(place) + " " + value);
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void impossible_parameters_are_refused_by_name(RendererFamily family, List<Integer> parameters, String message) {
        assertThrown(IllegalArgumentException.class, () -> family.tensors(parameters, 5), message);
    }

    @Test
    void layouts_come_back_from_their_parameters() {
        assertThat(CompactFamily.MAX_WEIGHTS).isEqualTo(WeightCoder.MAX_WEIGHTS);
        assertThat(CompactFamily.Layout.of(CELLS.parameters())).isEqualTo(CELLS);
        for (LatentFamily.Layout layout : List.of(ROAD, ROAD.with(Geometry.NONE))) {
            assertThat(LatentFamily.Layout.of(layout.parameters())).isEqualTo(layout);
            CodedShape pictures = CodedShape.ofPictures(600, 384, 512);
            ArchiveHeader header = new ArchiveHeader(1164, 874, pictures, LatentFamily.ID, layout.parameters());
            assertThat(header.latentDimensions()).isEqualTo(8);
            assertThat(header.poseDimensions()).isEqualTo(CompactFamily.POSE);
            assertThat(header.tiles()).isEqualTo(12 * 16);
        }
        HnervFamily.Layout still = new HnervFamily.Layout(28, 36, 6, 8, HnervFamily.Layout.STILL);
        assertThat(still.parameters()).containsExactly(28, 36, 6, 8);
        HnervFamily.Layout nudged = new HnervFamily.Layout(28, 36, 6, 8, List.of(-1, 0, -1, 0, -1, 0));
        assertThat(HnervFamily.Layout.of(nudged.parameters())).isEqualTo(nudged);
        assertThat(nudged.parameters()).allMatch(parameter -> parameter > 0).hasSize(10);
        FilterFamily.Layout members = new FilterFamily.Layout(3, 4, List.of(1, 2));
        assertThat(FilterFamily.Layout.of(members.parameters())).contains(members);
        assertThat(FilterFamily.Layout.of(List.of())).isEmpty();
    }

    @Test
    void a_reduced_network_has_the_same_tensors_and_even_sizes_that_cover_the_mask() {
        assertThat(QZS.tensors(List.of(56, 64, 52, 4), 5)).isEqualTo(QZS.tensors(List.of(56, 64, 52), 5));
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
}
