package org.fovea.app.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.program.FfmpegProgram;
import org.fovea.video.program.ProgramFailure;
import org.fovea.video.scale.ScaleFilter;
import org.fovea.video.stream.AnnouncedStream;
import org.fovea.video.stream.EncodedStream;
import org.fovea.video.stream.PlaneSource;
import org.fovea.video.stream.StreamEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnchorsTest {
    private static final FrameSize SIZE = new FrameSize(96, 64);
    private static final int FRAMES = 4;

    @TempDir
    Path folder;

    /** A program of that name which answers like FFmpeg and fails at everything else. */
    private Path program(String folderName, String encoders) throws IOException {
        Path bin = Files.createDirectories(folder.resolve(folderName));
        Path file = Files.writeString(bin.resolve("ffmpeg"), """
                #!/bin/sh
                case $1 in
                  -version) echo "ffmpeg version 9.9 Copyright" ;;
                  *) if [ "$2" = -encoders ]; then printf '%s'; else cat >/dev/null; echo "cannot do that"; exit 1; \
                fi ;;
                esac
                """.formatted(encoders));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return bin;
    }

    @Test
    void codecs_are_found_by_what_the_program_says() throws Exception {
        Path silent = Files.createDirectories(folder.resolve("silent"));
        Path bin = program("bin", " V....D libx265              libx265 H.265 / HEVC\\n V..... other   x\\n");
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

    @Test
    void a_program_that_fails_is_quoted() throws Exception {
        FfmpegProgram program =
                FfmpegProgram.find(program("bin", "").toString()).orElseThrow();
        assertThrown(
                ProgramFailure.class,
                () -> program.run(List.of("-i", "x"), "stream", in -> in.write(1)),
                "cannot do that");
    }

    @ParameterizedTest
    @EnumSource(
            value = AnchorCodec.class,
            names = {"AV1", "AV1_PATH", "HEVC", "VVC"})
    void what_an_encoder_makes_is_decoded_again(AnchorCodec codec) throws Exception {
        Anchors anchors = Anchors.find(List.of(codec), System.getenv().getOrDefault("PATH", ""));
        assumeTrue(anchors.absent().isEmpty(), () -> anchors.absent().toString());
        StreamEncoder encoder = anchors.encoders().get(codec);
        EncodedStream good = encode(encoder, codec, 20);
        EncodedStream poor = encode(encoder, codec, 50);
        assertThat(poor.streamBytes()).isPositive().isLessThan(good.streamBytes());
        assertThat(good.frames()).isEqualTo(FRAMES);
        for (FrameSize size : new FrameSize[] {SIZE, new FrameSize(144, 96)}) {
            assertLooksAlike(codec, good, size);
        }
    }

    private void assertLooksAlike(AnchorCodec codec, EncodedStream stream, FrameSize size) throws IOException {
        AnnouncedStream announced = settings(codec, 20).announced(SIZE, FRAMES);
        AnchorClip clip = new AnchorClip(folder.resolve("none"), stream, announced, size, ScaleFilter.LANCZOS, 1);
        assertThat(clip.frameCount(size)).isEqualTo(FRAMES);
        byte[] shown = new byte[size.rgbBytes()];
        byte[] expected = new byte[size.rgbBytes()];
        try (FrameSource decoded = clip.frames(size, 0, FRAMES / 2);
                FrameSource source = new Ramp(size)) {
            while (source.next(expected)) {
                assertThat(decoded.next(shown)).isTrue();
                for (int i = 0; i < shown.length; i++) {
                    assertThat(Math.abs((shown[i] & 0xff) - (expected[i] & 0xff)))
                            .isLessThan(40);
                }
            }
            assertThat(decoded.next(shown)).isFalse();
        }
    }

    private static AnchorSettings settings(AnchorCodec codec, int crf) {
        String preset = codec.title().equals("AV1") ? "10" : codec == AnchorCodec.HEVC ? "fast" : "faster";
        return new AnchorSettings(codec, preset, crf, 100, ScaleFilter.LANCZOS);
    }

    private static EncodedStream encode(StreamEncoder encoder, AnchorCodec codec, int crf) throws Exception {
        try (FrameSource source = new Ramp(SIZE)) {
            return encoder.encode(
                    PlaneSource.of(source, FRAMES),
                    SIZE,
                    new FrameRate(25, 1),
                    settings(codec, crf).stream(),
                    frames -> {});
        }
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

    @Test
    void the_codec_of_a_point_is_told_by_its_encoder() {
        assertThat(AnchorCodec.of("AV1", "SVT-AV1 of FFmpeg 8.0.1")).isEqualTo(AnchorCodec.AV1);
        assertThat(AnchorCodec.of("AV1", "SVT-AV1 of ffmpeg 7.1")).isEqualTo(AnchorCodec.AV1_PATH);
        assertThat(AnchorCodec.of("VVC", "VVenC of ffmpeg 7.1")).isEqualTo(AnchorCodec.VVC);
        assertThrown(IllegalArgumentException.class, () -> AnchorCodec.of("MPEG-2", "x"));
    }

    /** Soft waves that move. */
    private static final class Ramp implements FrameSource {
        private final FrameSize size;
        private int given;

        Ramp(FrameSize size) {
            this.size = size;
        }

        @Override
        public FrameSize size() {
            return size;
        }

        @Override
        public boolean next(byte[] rgb) {
            if (given == FRAMES) {
                return false;
            }
            for (int i = 0; i < rgb.length; i += 3) {
                double larger = (double) size.width() / SIZE.width();
                double x = (i / 3 % size.width()) / larger + 3 * given;
                double y = (i / 3 / size.width()) / larger;
                byte grey = (byte) (128 + 60 * Math.sin(x / 7.0) * Math.cos(y / 9.0));
                rgb[i] = grey;
                rgb[i + 1] = grey;
                rgb[i + 2] = grey;
            }
            given++;
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void a_search_path_without_folders_finds_nothing() throws Exception {
        assertThat(FfmpegProgram.find(folder.resolve("none").toString())).isEqualTo(Optional.empty());
    }
}
