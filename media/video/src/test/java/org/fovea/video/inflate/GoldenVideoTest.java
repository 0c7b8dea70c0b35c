package org.fovea.video.inflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.video.PictureRule;
import org.fovea.render.InflateOptions;
import org.fovea.render.KernelChoice;
import org.fovea.testkit.Resources;
import org.junit.jupiter.api.Test;

/** Frames are part of the format: an archive that was made once shows the same ones for ever. */
class GoldenVideoTest {
    @Test
    void a_stored_archive_with_film_grain_and_a_filter_shows_the_same_frames_for_ever() {
        VideoContent content = ArchiveFile.open(Resources.bytes(GoldenVideoTest.class, "small-video.zip"))
                .video();
        assertThat(content.rule().filters()).isTrue();
        for (KernelChoice kernels : List.of(KernelChoice.SCALAR, KernelChoice.AUTO)) {
            InflateOptions options = InflateOptions.all(SmallVideo.PAIRS).withKernels(kernels);
            assertThat(DrawnFrames.hash(DrawnFrames.of(content, options)))
                    .isEqualTo("05a1bab88d2b67596e39f3520a6c21a8");
        }
        List<byte[]> plain = DrawnFrames.of(new VideoContent(
                ArchiveHeader.ofVideo(160, 120, content.header().coded(), Optional.empty()),
                content.video(),
                new PictureRule(content.rule().depth(), content.rule().enlargement(), false),
                Optional.empty()));
        assertThat(DrawnFrames.hash(plain)).isEqualTo("d8185accd9476a977ca294fc8440a00a");
    }
}
