package org.fovea.video.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScaledClipTest {
    private static final FrameSize SIZE = new FrameSize(128, 96);
    private static final FrameSize LARGE = new FrameSize(301, 221);

    @TempDir
    Path folder;

    private Clip clip(ClipSettings settings) throws IOException {
        Path file = folder.resolve("clip.mkv");
        try (ClipWriter writer = ClipWriter.create(file, SIZE, new FrameRate(25, 1), settings, true)) {
            for (int frame = 0; frame < 3; frame++) {
                byte[] rgb = new byte[SIZE.rgbBytes()];
                for (int i = 0; i < rgb.length; i++) {
                    int x = i / 3 % SIZE.width();
                    int y = i / 3 / SIZE.width();
                    rgb[i] = (byte) (60 + 50 * frame + (i % 3 == 0 ? x / 2 : i % 3 == 1 ? y / 2 : 20));
                }
                writer.write(rgb);
            }
            writer.commit();
        }
        return Clip.open(file);
    }

    /** The picture is so soft that scaling its samples and scaling its RGB differ by rounding only. */
    @ParameterizedTest
    @EnumSource(ClipSettings.Codec.class)
    void scaled_samples_show_the_scaled_picture(ClipSettings.Codec codec) throws IOException {
        Clip clip = clip(codec == ClipSettings.Codec.AV1 ? ClipSettings.av1(10, 10) : ClipSettings.ffv1());
        byte[] shown = new byte[LARGE.rgbBytes()];
        byte[] wanted = new byte[LARGE.rgbBytes()];
        int frames = 0;
        try (FrameSource scaled = clip.frames(LARGE, ScaleFilter.LANCZOS);
                FrameSource rgb = ScaledFrames.of(clip.frames(), LARGE, ScaleFilter.LANCZOS)) {
            assertThat(scaled.size()).isEqualTo(LARGE);
            while (rgb.next(wanted)) {
                assertThat(scaled.next(shown)).isTrue();
                frames++;
                int worst = 0;
                for (int i = 0; i < shown.length; i++) {
                    worst = Math.max(worst, Math.abs((shown[i] & 0xff) - (wanted[i] & 0xff)));
                }
                assertThat(worst).isLessThanOrEqualTo(6);
            }
            assertThat(scaled.next(shown)).isFalse();
        }
        assertThat(frames).isEqualTo(3);
    }
}
