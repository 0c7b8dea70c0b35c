package org.fovea.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.video.clip.Clip;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Luma alone. */
class ClipFormatTest {
    @TempDir
    Path folder;

    @Test
    void grey_is_grey_in_every_depth_and_of_the_range_that_is_tagged() throws IOException {
        byte[][] luma = Av1TestStream.frames(2, 64, 48, 1);
        Path path = Files.write(folder.resolve("a.obu"), Av1TestStream.encode(luma, 64, 48, AV_PIX_FMT_GRAY8));
        Clip clip = Clip.open(path);
        assertThat(clip.facts().pixelFormat()).isEqualTo("gray");
        boolean limited = clip.facts().rangeTag().equals("tv");
        List<byte[]> frames = TestClips.read(clip);
        for (int frame = 0; frame < luma.length; frame++) {
            for (int i = 0; i < luma[frame].length; i++) {
                int sample = luma[frame][i] & 0xff;
                double level = limited ? (sample - 16) * (255 / 219.0) : sample;
                byte expected = (byte) Math.rint(Math.clamp(level, 0, 255));
                for (int channel = 0; channel < 3; channel++) {
                    assertThat(frames.get(frame)[3 * i + channel]).isEqualTo(expected);
                }
            }
        }
    }
}
