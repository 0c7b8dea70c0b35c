package org.fovea.app.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.scale.ScaleFilter;
import org.fovea.video.stream.EncodedStream;
import org.fovea.video.stream.PlaneSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnchorsTest {
    private static final FrameSize SIZE = new FrameSize(96, 64);
    private static final int FRAMES = 4;

    @TempDir
    Path folder;

    /** A program of that name which tells its version and encoders as FFmpeg does. */
    private Path program(String encoders) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path file = Files.writeString(bin.resolve("ffmpeg"), """
                #!/bin/sh
                case $1 in
                  -version) echo "ffmpeg version 9.9 Copyright" ;;
                  *) printf '%s' ;;
                esac
                """.formatted(encoders));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return bin;
    }

    @Test
    void codecs_are_found_by_what_the_program_says() throws Exception {
        Path silent = Files.createDirectories(folder.resolve("silent"));
        Path bin = program(" V....D libx265              libx265 H.265 / HEVC\\n V..... other   x\\n");
        String search = silent + File.pathSeparator + bin;
        Anchors anchors = Anchors.find(List.of(AnchorCodec.AV1, AnchorCodec.HEVC, AnchorCodec.VVC), search);
        assertThat(anchors.encoders()).containsOnlyKeys(AnchorCodec.AV1, AnchorCodec.HEVC);
        assertThat(anchors.encoders().get(AnchorCodec.HEVC).version()).isEqualTo("x265 of ffmpeg 9.9");
        assertThat(anchors.absent())
                .singleElement()
                .asString()
                .startsWith("vvc: ")
                .endsWith("has no libvvenc");
        assertThat(Anchors.find(List.of(AnchorCodec.HEVC), silent.toString()).absent())
                .containsExactly("hevc: no ffmpeg program on the PATH");
    }

    /** Grey pictures, each lighter than the one before. */
    @ParameterizedTest
    @EnumSource(
            value = AnchorCodec.class,
            names = {"AV1", "AV1_PATH", "HEVC", "VVC"})
    void what_an_encoder_makes_is_decoded_in_the_size_of_the_original(AnchorCodec codec) throws Exception {
        Anchors anchors = Anchors.find(List.of(codec), System.getenv().getOrDefault("PATH", ""));
        assumeTrue(anchors.absent().isEmpty(), () -> anchors.absent().toString());
        AnchorSettings settings = settings(codec, 20);
        int[] given = new int[1];
        PlaneSource source = into -> {
            for (int plane = 0; plane < 3; plane++) {
                Arrays.fill(into.data()[plane], (byte) (plane == 0 ? 60 + 30 * given[0] : 128));
            }
            return given[0]++ < FRAMES;
        };
        EncodedStream stream =
                anchors.encoders().get(codec).encode(source, SIZE, new FrameRate(25, 1), settings.stream(), _ -> {});
        assertThat(stream.frames()).isEqualTo(FRAMES);
        for (FrameSize size : List.of(SIZE, new FrameSize(144, 96))) {
            AnchorClip clip = new AnchorClip(
                    folder.resolve("none"), stream, settings.announced(SIZE, FRAMES), size, ScaleFilter.LANCZOS, 1);
            byte[] shown = new byte[size.rgbBytes()];
            try (FrameSource decoded = clip.frames(size, 0, FRAMES / 2)) {
                for (int frame = 0; frame < FRAMES; frame++) {
                    assertThat(decoded.next(shown)).isTrue();
                    int grey = (60 + 30 * frame - 16) * 255 / 219;
                    for (byte sample : shown) {
                        assertThat(sample & 0xff).isBetween(grey - 8, grey + 8);
                    }
                }
                assertThat(decoded.next(shown)).isFalse();
            }
        }
    }

    private static AnchorSettings settings(AnchorCodec codec, int crf) {
        String preset = codec.title().equals("AV1") ? "10" : codec == AnchorCodec.HEVC ? "fast" : "faster";
        return new AnchorSettings(codec, preset, crf, 100, ScaleFilter.LANCZOS);
    }

    @Test
    void a_preset_has_the_encoders_number() {
        assertThat(settings(AnchorCodec.AV1_PATH, 1).stream().preset()).isEqualTo(10);
        assertThat(AnchorCodec.HEVC.presetNumber(AnchorCodec.HEVC.usualPreset()))
                .isEqualTo(6);
        assertThat(AnchorCodec.VVC.presetNumber(AnchorCodec.VVC.usualPreset())).isEqualTo(2);
        assertThatThrownBy(() -> AnchorCodec.HEVC.presetNumber("lazy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x265 has no preset lazy");
    }
}
