package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.program.FfmpegProgram;
import org.fovea.video.program.ProgramFailure;
import org.fovea.video.scale.ScaleFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FfmpegProgramTest {
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
                  *) if [ "$2" = -encoders ]; then printf '%s'; else cat >/dev/null; echo "cannot do that"; exit 1; fi ;;
                esac
                """.formatted(encoders));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return bin;
    }

    @Test
    void codecs_are_found_by_what_the_program_says() throws Exception {
        Path silent = Files.createDirectories(folder.resolve("silent"));
        Path bin = program("bin", " V....D libx265              libx265 H.265 / HEVC\\n V..... other   x\\n");
        String search = silent + java.io.File.pathSeparator + bin;
        Anchors rivals = Anchors.find(List.of(AnchorCodec.AV1, AnchorCodec.HEVC, AnchorCodec.VVC), search);
        assertThat(rivals.encoders()).containsOnlyKeys(AnchorCodec.AV1, AnchorCodec.HEVC);
        assertThat(rivals.encoders().get(AnchorCodec.HEVC).version()).isEqualTo("x265 of ffmpeg 9.9");
        assertThat(rivals.absent())
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
        assertThatThrownBy(() -> program.run(List.of("-i", "x"), folder.resolve("log"), in -> in.write(1)))
                .isInstanceOf(ProgramFailure.class)
                .hasMessageContaining("cannot do that");
    }

    @ParameterizedTest
    @EnumSource(
            value = AnchorCodec.class,
            names = {"AV1", "AV1_PATH", "HEVC", "VVC"})
    void what_an_encoder_makes_is_decoded_again(AnchorCodec codec) throws Exception {
        Anchors rivals = Anchors.find(List.of(codec), System.getenv().getOrDefault("PATH", ""));
        assumeTrue(rivals.absent().isEmpty(), () -> rivals.absent().toString());
        AnchorEncoder encoder = rivals.encoders().get(codec);
        CodedClip good = encode(encoder, codec, 20);
        CodedClip poor = encode(encoder, codec, 50);
        assertThat(poor.bytes()).isPositive().isLessThan(good.bytes());
        Clip clip = Clip.open(good.decodable());
        assertThat(clip.frameCount()).isEqualTo(FRAMES);
        assertThat(clip.size()).isEqualTo(SIZE);
        byte[] shown = new byte[SIZE.rgbBytes()];
        byte[] wanted = new byte[SIZE.rgbBytes()];
        try (FrameSource decoded = clip.frames();
                FrameSource source = new Ramp()) {
            while (source.next(wanted)) {
                assertThat(decoded.next(shown)).isTrue();
                for (int i = 0; i < shown.length; i++) {
                    assertThat(Math.abs((shown[i] & 0xff) - (wanted[i] & 0xff))).isLessThan(40);
                }
            }
        }
    }

    private CodedClip encode(AnchorEncoder encoder, AnchorCodec codec, int crf) throws Exception {
        Path own = Files.createDirectories(folder.resolve("crf" + crf));
        String preset = codec.title().equals("AV1") ? "10" : codec == AnchorCodec.HEVC ? "fast" : "faster";
        AnchorSettings settings = new AnchorSettings(codec, preset, crf, 100, ScaleFilter.LANCZOS);
        try (FrameSource source = new Ramp()) {
            return encoder.encode(source, new FrameRate(25, 1), settings, own, frames -> {});
        }
    }

    /** Soft waves that move. */
    private static final class Ramp implements FrameSource {
        private int given;

        @Override
        public FrameSize size() {
            return SIZE;
        }

        @Override
        public boolean next(byte[] rgb) {
            if (given == FRAMES) {
                return false;
            }
            for (int i = 0; i < rgb.length; i += 3) {
                int x = i / 3 % SIZE.width() + 3 * given;
                int y = i / 3 / SIZE.width();
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
