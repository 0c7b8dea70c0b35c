package org.fovea.encode.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.encode.Look;
import org.fovea.encode.Looker;
import org.fovea.encode.pipeline.Checkpoint;
import org.fovea.encode.pipeline.EncodeLog;
import org.fovea.encode.pipeline.StageContext;
import org.fovea.encode.run.ToyClip;
import org.fovea.video.FrameSource;
import org.junit.jupiter.api.Test;

class LookStageTest {
    private static final int PAIRS = 9;
    private static final List<Integer> COMPACT = List.of(4, 1, 4, 2, 3, 4, 2);

    private final ToyClip clip = new ToyClip(2 * PAIRS + 1);

    private StageContext context(Checkpoint checkpoint, int threads) {
        return new StageContext(clip, clip, 1000, threads, 1, checkpoint, EncodeLog.none(), (stage, done, total) -> {});
    }

    private static void assertSame(Look one, Look other) {
        assertThat(one.size()).isEqualTo(other.size());
        assertThat(one.masks().shape()).isEqualTo(other.masks().shape());
        assertThat(one.masks().classIds()).isEqualTo(other.masks().classIds());
        assertThat(one.poses()).usingRecursiveComparison().isEqualTo(other.poses());
    }

    @Test
    void the_look_is_that_of_the_looker_whatever_the_threads() throws Exception {
        Look whole = Looker.look(clip, clip, 2, (pair, answer) -> {});
        for (int threads = 1; threads <= 3; threads++) {
            assertSame(new LookStage(new ClipPart(clip, 0, PAIRS)).run(context(Checkpoint.none(), threads)), whole);
        }
        assertSame(LookFile.read(LookFile.write(whole)), whole);
    }

    @Test
    void it_goes_on_where_a_checkpoint_was() throws Exception {
        Look whole = new LookStage(new ClipPart(clip, 0, PAIRS)).run(context(Checkpoint.none(), 1));
        Look begun = new LookStage(new ClipPart(clip, 0, 4)).run(context(Checkpoint.none(), 1));
        int asked = clip.asked.get();
        Checkpoint saved = new Checkpoint() {
            @Override
            public Optional<byte[]> load() {
                return Optional.of(LookFile.write(begun));
            }

            @Override
            public void save(byte[] state) {}
        };
        assertSame(new LookStage(new ClipPart(clip, 0, PAIRS)).run(context(saved, 2)), whole);
        assertThat(clip.asked.get() - asked).isEqualTo(PAIRS - 4);
    }

    @Test
    void part_of_a_clip_is_like_a_clip_of_its_own() throws Exception {
        Look whole = new LookStage(new ClipPart(clip, 0, PAIRS)).run(context(Checkpoint.none(), 1));
        Look part = new LookStage(new ClipPart(clip, 3, 4)).run(context(Checkpoint.none(), 1));
        assertThat(part.pairs()).isEqualTo(4);
        for (int pair = 0; pair < 4; pair++) {
            assertThat(part.masks().frame(pair)).isEqualTo(whole.masks().frame(pair + 3));
        }
        try (FrameSource frames = new ClipPart(clip, PAIRS - 1, 1).open()) {
            byte[] rgb = new byte[ToyClip.SIZE.rgbBytes()];
            assertThat(frames.next(rgb)).isTrue();
            assertThat(frames.next(rgb)).isTrue();
            assertThat(frames.next(rgb)).isFalse(); // not the clip's odd last frame
        }
        assertThatThrownBy(() -> new LookStage(new ClipPart(clip, 6, PAIRS)).run(context(Checkpoint.none(), 1)))
                .hasMessage("the clip ends before pair 9");
    }

    @Test
    void a_renderer_that_has_learnt_nothing_is_a_valid_archive_drawn_from_the_seed() throws Exception {
        Look look = new LookStage(new ClipPart(clip, 0, PAIRS)).run(context(Checkpoint.none(), 1));
        byte[] one = archive(look, 1);
        assertThat(archive(look, 1)).isEqualTo(one);
        assertThat(archive(look, 2)).isNotEqualTo(one);
        RendererContent content = ArchiveFile.open(one).content();
        assertThat(content.header().family()).isEqualTo(CompactFamily.ID);
        assertThat(content.poses().columns()).isEmpty();
        assertThat(content.header().outputWidth()).isEqualTo(ToyClip.SIZE.width());
    }

    private static byte[] archive(Look look, long seed) {
        return ArchiveFile.zipped(
                ArchiveFile.encode(Untrained.content(look, CompactFamily.ID, COMPACT, seed), new ClassMaskCodec()));
    }

    @Test
    void what_does_not_fit_is_told_before_anything_is_computed() throws Exception {
        MaskShape masks = Fit.masks(ToyClip.SIZE, PAIRS, clip);
        Look look = new LookStage(new ClipPart(clip, 0, PAIRS)).run(context(Checkpoint.none(), 1));
        var header = Untrained.content(look, CompactFamily.ID, COMPACT, 1).header();
        Fit.verify("a.zip", header, ToyClip.SIZE, masks);
        assertThatThrownBy(() -> Fit.verify("a.zip", header, ToyClip.SIZE, Fit.masks(ToyClip.SIZE, 3, clip)))
                .isInstanceOf(UnfitException.class)
                .hasMessageStartingWith("a.zip: 9 pairs, the clip has 3;");
        assertThatThrownBy(() -> Fit.verify("a.zip", header, new FrameSize(36, 26), masks))
                .hasMessageContaining("draws frames of 36×25, the clip has 36×26");
        assertThatThrownBy(() -> Fit.verify("a.zip", header, ToyClip.SIZE, new MaskShape(PAIRS, 25, 36, 5)))
                .hasMessageContaining(
                        "masks of 36×25, 2 classes, the segmentation network answers with 36×25, 5 classes");
        assertThatThrownBy(() -> Fit.masks(ToyClip.SIZE, Integer.MAX_VALUE, clip))
                .isInstanceOf(UnfitException.class)
                .hasMessageContaining("beyond what an archive can hold");
    }
}
