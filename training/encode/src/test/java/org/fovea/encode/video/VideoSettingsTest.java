package org.fovea.encode.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.codec.video.Enlargement;
import org.fovea.render.restore.ResizeFilter;
import org.fovea.video.stream.StreamCodec;
import org.junit.jupiter.api.Test;

class VideoSettingsTest {
    private static VideoSettings settings(double scale, int crf) {
        return new VideoSettings(scale, ResizeFilter.BICUBIC, Enlargement.BICUBIC, 8, crf, -1, 0, 1);
    }

    @Test
    void coded_sides_are_even_and_of_the_share_that_was_asked_for() {
        FrameSize frames = new FrameSize(1164, 874);
        assertThat(settings(1, 35).coded(frames)).isEqualTo(frames);
        assertThat(settings(0.45, 35).coded(frames)).isEqualTo(new FrameSize(524, 394));
        assertThat(settings(0.3, 35).coded(frames)).isEqualTo(new FrameSize(350, 262));
        assertThat(settings(0.001, 35).coded(frames)).isEqualTo(new FrameSize(64, 64));
        assertThat(settings(1, 35).coded(new FrameSize(97, 131))).isEqualTo(new FrameSize(98, 132));
    }

    @Test
    void encoders_get_what_was_set() {
        var set = settings(1, 51).stream();
        assertThat(set.codec()).isEqualTo(StreamCodec.AV1);
        assertThat(set.crf()).isEqualTo(51);
        assertThat(set.sharpness()).isEqualTo(1);
        assertThat(set.bitDepth()).isEqualTo(8);
    }

    @Test
    void impossible_numbers_are_refused() {
        for (double scale : List.of(0.0, -0.5, 1.01, Double.NaN)) {
            assertThatThrownBy(() -> settings(scale, 35)).hasMessage("scale is not in 0..1");
        }
        assertThatThrownBy(() -> settings(1, 64)).hasMessageContaining("crf 64");
        assertThatThrownBy(() -> settings(1, -1)).hasMessageContaining("crf -1");
    }

    @Test
    void decoders_enlarge_then_filter() {
        assertThat(settings(1, 35).rule(true).filters()).isTrue();
        assertThat(settings(1, 35).rule(true).enlargement()).isEqualTo(Enlargement.BICUBIC);
        assertThat(VideoSettings.defaults().rule(false).filters()).isFalse();
        assertThat(VideoSettings.defaults().rule(false).depth()).isEqualTo(8);
    }
}
