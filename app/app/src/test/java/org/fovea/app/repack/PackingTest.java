package org.fovea.app.repack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.testkit.networks.SmallArchive;
import org.junit.jupiter.api.Test;

class PackingTest {
    private static final ClassMaskCodec MASKS = new ClassMaskCodec(MaskEffort.FAST, null);

    @Test
    void more_pairs_than_the_format_holds_are_a_bad_input_and_no_defect() {
        RendererContent small = SmallArchive.content();
        int pairs = PoseCoder.MAX_CODES + 1;
        MaskTensor masks = new MaskTensor(new MaskShape(pairs, 1, 1, 5), new byte[pairs]);
        ArchiveHeader header = new ArchiveHeader(
                80, 56, masks.shape(), small.header().family(), small.header().parameters());
        PoseTrack track = new PoseTrack(pairs, 6, List.of(new PoseColumn(0, 1f, 0f, new int[pairs])));
        RendererContent large =
                new RendererContent(header, masks, small.weights(), track, Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> Repacking.packed("long.bin", large, MASKS))
                .isInstanceOfSatisfying(
                        AppException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(AppException.Kind.BAD_INPUT))
                .hasMessageStartingWith("long.bin: cannot be packed: ");
    }
}
