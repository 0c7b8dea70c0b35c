package org.fovea.encode.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.fovea.codec.FrameSize;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.video.PictureColour;
import org.fovea.codec.video.PictureStep;
import org.fovea.codec.video.StreamFormat;
import org.fovea.render.restore.ResizeFilter;
import org.fovea.video.prefilter.CorridorSettings;
import org.fovea.video.prefilter.DenoiseSettings;
import org.fovea.video.stream.StreamCodec;
import org.junit.jupiter.api.Test;

class VideoSettingsTest {
    private static VideoSettings size(double scale, int width, int height) {
        return settings(scale, width, height, 35, -1, 8, List.of(), UnsharpSettings.OFF, GrainSettings.OFF);
    }

    private static VideoSettings stream(int crf, int tune, int depth, String... options) {
        return settings(1, 0, 0, crf, tune, depth, List.of(options), UnsharpSettings.OFF, GrainSettings.OFF);
    }

    private static VideoSettings steps(UnsharpSettings unsharp, GrainSettings grain) {
        return settings(1, 0, 0, 35, -1, 10, List.of(), unsharp, grain);
    }

    private static VideoSettings settings(
            double scale,
            int width,
            int height,
            int crf,
            int tune,
            int depth,
            List<String> options,
            UnsharpSettings unsharp,
            GrainSettings grain) {
        return new VideoSettings(
                VideoEncoder.SVT_AV1,
                scale,
                width,
                height,
                ResizeFilter.BICUBIC,
                Enlargement.BICUBIC,
                8,
                crf,
                -1,
                0,
                1,
                tune,
                depth,
                options,
                DenoiseSettings.OFF,
                CorridorSettings.OFF,
                unsharp,
                grain);
    }

    @Test
    void coded_sides_are_even_and_of_the_share_that_was_asked_for() {
        FrameSize frames = new FrameSize(1164, 874);
        assertThat(size(1, 0, 0).coded(frames)).isEqualTo(frames);
        assertThat(size(0.45, 0, 0).coded(frames)).isEqualTo(new FrameSize(524, 394));
        assertThat(size(0.3, 0, 0).coded(frames)).isEqualTo(new FrameSize(350, 262));
        assertThat(size(0.001, 0, 0).coded(frames)).isEqualTo(new FrameSize(64, 64));
        assertThat(size(1, 0, 0).coded(new FrameSize(97, 131))).isEqualTo(new FrameSize(98, 132));
        assertThat(size(0.3, 512, 384).coded(frames)).isEqualTo(new FrameSize(512, 384));
    }

    @Test
    void impossible_sizes_are_refused() {
        for (double scale : List.of(0.0, -0.5, 1.01, Double.NaN)) {
            assertThatThrownBy(() -> size(scale, 0, 0)).hasMessage("scale is not in 0..1");
        }
        assertThatThrownBy(() -> size(1, 64, 0)).hasMessage("width and height must be given together");
        assertThatThrownBy(() -> size(1, 0, 64)).hasMessage("width and height must be given together");
        for (int side : new int[] {-64, 62, 65, 16386}) {
            assertThatThrownBy(() -> size(1, side, 64))
                    .hasMessage("width and height must be even numbers in 64..16384");
            assertThatThrownBy(() -> size(1, 64, side))
                    .hasMessage("width and height must be even numbers in 64..16384");
        }
    }

    @Test
    void encoders_get_what_was_set() {
        var plain = VideoSettings.defaults().stream();
        assertThat(plain.codec()).isEqualTo(StreamCodec.AV1);
        assertThat(plain.tune()).isEmpty();
        assertThat(plain.options()).isEmpty();
        var set = stream(51, 0, 10, "enable-qm=1");
        assertThat(set.stream().crf()).isEqualTo(51);
        assertThat(set.stream().sharpness()).isEqualTo(1);
        assertThat(set.stream().tune()).hasValue(0);
        assertThat(set.stream().bitDepth()).isEqualTo(10);
    }

    @Test
    void impossible_numbers_and_options_are_refused() {
        for (String option : List.of("fast", "=1", "", "a")) {
            assertThatThrownBy(() -> stream(35, -1, 8, option))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("option '" + option + "' is not NAME=VALUE");
        }
        assertThatThrownBy(() -> stream(64, -1, 8)).hasMessageContaining("crf 64");
        assertThatThrownBy(() -> stream(-1, -1, 8)).hasMessageContaining("crf -1");
        assertThatThrownBy(() -> stream(35, -1, 12)).hasMessageContaining("12 bit");
        assertThatThrownBy(() -> stream(35, -1, 8, "a=1:crf=2")).hasMessageContaining("encoder option 'a'");
        assertThatThrownBy(() -> stream(35, -1, 8, "a=b=c")).hasMessageContaining("encoder option 'a'");
        assertThatThrownBy(() -> stream(35, -1, 8, "scd=1:crf=2")).hasMessageContaining("takes whole numbers in 0..1");
        assertThat(stream(35, -1, 8, "scd=1").stream().options()).isEqualTo(Map.of("scd", "1"));
    }

    @Test
    void decoders_sharpen_then_filter_then_add_grain() {
        VideoSettings all = steps(new UnsharpSettings(0.5, 3), new GrainSettings(2, 9));
        assertThat(all.rule(true).steps())
                .containsExactly(
                        new PictureStep.Unsharp(128, 3), new PictureStep.Filter(), new PictureStep.Grain(32, 9));
        assertThat(all.rule(false).steps())
                .containsExactly(new PictureStep.Unsharp(128, 3), new PictureStep.Grain(32, 9));
        assertThat(all.rule(true).colour()).isEqualTo(PictureColour.USUAL.withDepth(10));
        assertThat(all.rule(true).enlargement()).isEqualTo(Enlargement.BICUBIC);
        assertThat(VideoSettings.defaults().rule(false).steps()).isEmpty();
        assertThat(VideoSettings.defaults().rule(false).colour()).isEqualTo(PictureColour.USUAL);
    }

    @Test
    void strengths_are_rounded_to_what_archives_know() {
        assertThat(new UnsharpSettings(0.0019, 1).step()).isEmpty();
        assertThat(new UnsharpSettings(0.002, 1).step()).contains(new PictureStep.Unsharp(1, 1));
        assertThat(new UnsharpSettings(0.7, 2).step()).contains(new PictureStep.Unsharp(179, 2));
        assertThat(new UnsharpSettings(4, 8).step()).contains(new PictureStep.Unsharp(1024, 8));
        assertThat(new GrainSettings(0.031, 1).step()).isEmpty();
        assertThat(new GrainSettings(0.032, 1).step()).contains(new PictureStep.Grain(1, 1));
        assertThat(new GrainSettings(2.4, 0).step()).contains(new PictureStep.Grain(38, 0));
        assertThat(new GrainSettings(64, 0xffff_ffffL).step()).contains(new PictureStep.Grain(1024, 0xffff_ffffL));
        assertThat(UnsharpSettings.OFF.step()).isEmpty();
        assertThat(GrainSettings.OFF.step()).isEmpty();
    }

    @Test
    void strengths_out_of_range_are_refused() {
        for (double wrong : List.of(-0.01, 64.01, Double.NaN)) {
            assertThatThrownBy(() -> new UnsharpSettings(wrong, 2)).hasMessage("amount of unsharp is not in 0..4");
            assertThatThrownBy(() -> new GrainSettings(wrong, 1)).hasMessage("strength of grain is not in 0..64");
        }
        for (int radius : new int[] {0, 9}) {
            assertThatThrownBy(() -> new UnsharpSettings(1, radius)).hasMessage("radius of unsharp is not in 1..8");
        }
        for (long seed : new long[] {-1, 0x1_0000_0000L}) {
            assertThatThrownBy(() -> new GrainSettings(1, seed)).hasMessage("seed of grain is not in 0..4294967295");
        }
    }

    @Test
    void archives_call_streams_by_their_format() {
        assertThat(VideoEncoder.SVT_AV1.format()).isEqualTo(StreamFormat.AV1);
        assertThat(VideoEncoder.LIBAOM_AV1.codec()).isEqualTo(StreamCodec.AV1);
        assertThat(VideoEncoder.X265.codec()).isEqualTo(StreamCodec.HEVC);
        assertThat(VideoEncoder.VVENC.codec()).isEqualTo(StreamCodec.VVC);
    }
}
