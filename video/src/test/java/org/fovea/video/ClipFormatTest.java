package org.fovea.video;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.codec.FormatException;
import org.fovea.video.clip.Clip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples that no colour rule is for. */
class ClipFormatTest {
    @TempDir
    Path folder;

    @Test
    void deep_and_grey_samples_are_refused_by_name() throws IOException {
        assertRefused(AV_PIX_FMT_YUV420P10, "yuv420p10");
        assertRefused(AV_PIX_FMT_GRAY8, "gray");
        assertRefused(AV_PIX_FMT_GRAY10, "gray10");
    }

    private void assertRefused(int format, String name) throws IOException {
        byte[] stream = Av1TestStream.encode(Av1TestStream.frames(2, 64, 48, 1), 64, 48, format);
        Path path = Files.write(folder.resolve("a.obu"), stream);
        assertThatThrownBy(() -> Clip.open(path))
                .isInstanceOf(FormatException.class)
                .hasMessageContainingAll("no colour rule for " + name, "convert");
    }
}
