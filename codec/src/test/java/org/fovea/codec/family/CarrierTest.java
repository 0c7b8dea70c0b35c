package org.fovea.codec.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.mask.MaskShape;
import org.junit.jupiter.api.Test;

class CarrierTest {
    private static final Carrier USUAL = new Carrier(10, 6, 8, 3);
    private static final List<Integer> CELLS = List.of(20, 3, 4, 4, 12, 16, 2);
    private static final List<Integer> LATENT = List.of(8, 20, 3, 4, 4, 12, 16, 6, 5, 7, 2, 30, 256, 170);

    private static List<Integer> with(List<Integer> cells, Integer... more) {
        List<Integer> all = new ArrayList<>(cells);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void a_duet_is_a_carrier_before_a_compact_network() {
        DuetFamily duet = new DuetFamily();
        List<Integer> parameters = with(CELLS, 10, 6, 8, 3);
        DuetFamily.Layout layout = DuetFamily.Layout.of(parameters);
        assertThat(layout.carrier()).isEqualTo(USUAL);
        assertThat(layout.parameters()).isEqualTo(parameters).hasSameSizeAs(duet.parameterNames());
        assertThat(duet.poseDimensions(parameters)).isEqualTo(10);
        List<TensorSpec> tensors = duet.tensors(parameters, 5);
        assertThat(tensors.subList(2, tensors.size())).isEqualTo(new CompactFamily().tensors(CELLS, 5));
        assertThat(tensors).extracting(TensorSpec::name).startsWith("carrier", "carrier.grey");
        assertThat(tensors.getFirst().shape()).containsExactly(30, 6, 8);
        assertThat(tensors.get(1).shape()).containsExactly(3);
        assertThat(USUAL.tensorCount()).isEqualTo(2);
        assertThat(duet.tensors(with(CELLS, 7, 6, 8, 1), 5).getFirst().shape()).containsExactly(7, 6, 8);
    }

    @Test
    void a_latent_network_may_have_one() {
        LatentFamily family = new LatentFamily();
        List<Integer> parameters = with(LATENT, 9, 12, 16, 1);
        LatentFamily.Layout layout = LatentFamily.Layout.of(parameters);
        assertThat(layout.carrier()).contains(new Carrier(9, 12, 16, 1));
        assertThat(layout.parameters()).isEqualTo(parameters).hasSameSizeAs(family.parameterNames());
        assertThat(family.poseDimensions(parameters)).isEqualTo(9);
        assertThat(family.poseDimensions(LATENT)).isEqualTo(CompactFamily.POSE);
        assertThat(family.carrier(LATENT)).isEmpty();
        assertThat(family.carrierFrame(LATENT)).isZero();
        assertThat(family.carrierFrame(parameters)).isEqualTo(1);
        // Without geometry, that is said to say nothing.
        LatentFamily.Layout unplaced = layout.with(LatentFamily.Geometry.NONE);
        assertThat(unplaced.parameters()).hasSize(18).containsSubsequence(2, 1, 1, 1, 9);
        assertThat(LatentFamily.Layout.of(unplaced.parameters())).isEqualTo(unplaced);
        assertThat(family.tensors(parameters, 0)
                        .subList(2, family.tensors(parameters, 0).size()))
                .isEqualTo(family.tensors(LATENT, 0));
    }

    @Test
    void headers_come_back() {
        ArchiveHeader duet =
                new ArchiveHeader(640, 480, new MaskShape(60, 384, 512, 5), DuetFamily.ID, with(CELLS, 10, 6, 8, 3));
        ArchiveHeader latent = new ArchiveHeader(
                640, 480, CodedShape.ofPictures(60, 384, 512), LatentFamily.ID, with(LATENT, 9, 12, 16, 1));
        for (ArchiveHeader header : List.of(duet, latent)) {
            ArchiveHeader read =
                    Archive.parse(new Archive(header, List.of()).toBytes()).header();
            assertThat(read).isEqualTo(header);
            assertThat(read.carrier()).isPresent();
            assertThat(read.poseDimensions())
                    .isEqualTo(read.carrier().orElseThrow().patterns());
        }
        ArchiveHeader compact = new ArchiveHeader(640, 480, new MaskShape(1, 96, 128, 5), CompactFamily.ID, CELLS);
        assertThat(compact.carrier()).isEqualTo(Optional.empty());
        ArchiveHeader damaged =
                new ArchiveHeader(640, 480, new MaskShape(1, 96, 128, 5), DuetFamily.ID, with(CELLS, 65, 1, 1, 1));
        assertThatThrownBy(damaged::poseDimensions)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("65");
        assertThatThrownBy(damaged::carrier).isInstanceOf(FormatException.class);
    }

    @Test
    void refuses_what_cannot_be() {
        assertThatThrownBy(() -> new Carrier(0, 1, 1, 1)).hasMessage("carrier patterns 0 is not in 1..64");
        assertThatThrownBy(() -> new Carrier(1, 129, 1, 1)).hasMessageContaining("carrier rows 129");
        assertThatThrownBy(() -> new Carrier(1, 1, 0, 1)).hasMessageContaining("carrier columns 0");
        assertThatThrownBy(() -> new Carrier(1, 1, 1, 2)).hasMessageContaining("carrier colours 2 is not 1 or 3");
        assertThatThrownBy(() -> new Carrier(1, 1, 1, 4)).hasMessageContaining("carrier colours 4");
        assertThatThrownBy(() -> DuetFamily.Layout.of(CELLS)).hasMessageContaining("has 11 parameters");
        assertThatThrownBy(() -> new DuetFamily().tensors(with(CELLS, 64, 128, 128, 3), 5))
                .hasMessageContaining("weights, at most 300000");
        assertThatThrownBy(() -> LatentFamily.Layout.of(with(LATENT, 1))).hasMessageContaining("11, 14 or 18");
    }
}
