package org.fovea.encode.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.encode.run.ToyClip;
import org.fovea.evaluate.truth.GroundTruth;
import org.junit.jupiter.api.Test;

class StartTest {
    private static final int PAIRS = 9;
    private static final List<Integer> COMPACT = List.of(4, 1, 4, 2, 3, 4, 2);

    private final ToyClip clip = new ToyClip(2 * PAIRS + 1);

    private GroundTruth truth() throws Exception {
        return GroundTruth.compute(clip, clip, 1, done -> {});
    }

    @Test
    void a_renderer_that_has_learnt_nothing_is_a_valid_archive_drawn_from_the_seed() throws Exception {
        GroundTruth truth = truth();
        byte[] one = archive(truth, 1);
        assertThat(archive(truth, 1)).isEqualTo(one);
        assertThat(archive(truth, 2)).isNotEqualTo(one);
        RendererContent content = ArchiveFile.open(one).content();
        assertThat(content.header().family()).isEqualTo(CompactFamily.ID);
        assertThat(content.poses().columns()).isEmpty();
        assertThat(content.header().outputWidth()).isEqualTo(ToyClip.SIZE.width());
    }

    private static byte[] archive(GroundTruth truth, long seed) {
        return ArchiveFile.zipped(
                ArchiveFile.encode(Untrained.content(truth, CompactFamily.ID, COMPACT, seed), new ClassMaskCodec()));
    }

    @Test
    void what_does_not_fit_is_told_before_anything_is_computed() throws Exception {
        MaskShape masks = Fit.masks(ToyClip.SIZE, PAIRS, clip);
        GroundTruth truth = truth();
        var header = Untrained.content(truth, CompactFamily.ID, COMPACT, 1).header();
        Fit.verify("a.zip", header, ToyClip.SIZE, masks);
        assertThatThrownBy(() -> Fit.verify("a.zip", header, ToyClip.SIZE, Fit.masks(ToyClip.SIZE, 3, clip)))
                .isInstanceOf(UnfitException.class)
                .hasMessageStartingWith("a.zip: 9 pairs, the clip has 3;");
        assertThatThrownBy(() -> Fit.verify("a.zip", header, new FrameSize(36, 26), masks))
                .hasMessageContaining("draws frames of 36×25, the clip has 36×26");
        assertThatThrownBy(() -> Fit.verify("a.zip", header, ToyClip.SIZE, new MaskShape(PAIRS, 25, 36, 5)))
                .hasMessageContaining("masks of 36×25, 2 classes, the segmentation network returns 36×25, 5 classes");
        assertThrown(
                UnfitException.class,
                () -> Fit.masks(ToyClip.SIZE, Integer.MAX_VALUE, clip),
                "beyond what an archive can hold");
    }
}
