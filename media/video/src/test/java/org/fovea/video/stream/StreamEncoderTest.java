package org.fovea.video.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.fovea.testkit.Thrown.assertThrown;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.ColourRule;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbConverter;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.program.FfmpegProgram;
import org.fovea.video.program.ProgramFailure;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamEncoderTest {
    private static final FrameSize SIZE = new FrameSize(160, 96);
    private static final int FRAMES = 9;
    private static final StreamSettings FAST = fast(StreamSettings.ONE_KEY, 0, 0);

    @TempDir
    Path folder;

    private static PlaneSource source(int frames) {
        int[] given = new int[1];
        return into -> {
            if (given[0] == frames) {
                return false;
            }
            TestClips.paint(into, SIZE, given[0]++);
            return true;
        };
    }

    private static StreamSettings fast(int keyInterval, int filmGrain, int sharpness) {
        return new StreamSettings(StreamCodec.AV1, 10, 45, keyInterval, filmGrain, sharpness);
    }

    private static EncodedStream svt(StreamSettings settings, int parallelism, int frames) throws IOException {
        return new SvtAv1StreamEncoder(parallelism)
                .encode(source(frames), SIZE, new FrameRate(20, 1), settings, done -> {});
    }

    private static AnnouncedStream announced(int depth, int frames) {
        return new AnnouncedStream(SIZE, depth, frames);
    }

    private static double lumaError(EncodedStream stream, int depth) {
        List<byte[]> planes = Golden.decode(stream.stored(), stream.codec(), announced(depth, stream.frames()), 1);
        Planes wanted = announced(8, 1).planes();
        double sum = 0;
        for (int frame = 0; frame < stream.frames(); frame++) {
            TestClips.paint(wanted, SIZE, frame);
            for (int i = 0; i < SIZE.pixels(); i++) {
                sum += Math.abs((planes.get(3 * frame)[i] & 0xff) - (wanted.data()[0][i] & 0xff));
            }
        }
        return sum / SIZE.pixels() / stream.frames();
    }

    @Test
    void svt_av1_codes_what_it_is_given() throws IOException {
        EncodedStream stream = svt(FAST, 1, FRAMES);
        assertThat(stream.frames()).isEqualTo(FRAMES);
        assertThat(stream.rawBytes()).isGreaterThanOrEqualTo(stream.stored().length + 2L * FRAMES);
        assertThat(lumaError(stream, 8)).isLessThan(9);
    }

    @Test
    void the_same_stream_comes_from_any_number_of_threads() throws IOException {
        EncodedStream one = svt(FAST, 1, 40);
        for (int parallelism : new int[] {1, 2, 4, 6}) {
            assertThat(svt(FAST, parallelism, 40).stored()).isEqualTo(one.stored());
        }
    }

    @Test
    void one_key_frame_is_one() throws IOException {
        assertThat(keyFrames(svt(FAST, 2, 150))).isEqualTo(1);
        assertThat(keyFrames(svt(fast(50, 0, 0), 2, 150))).isEqualTo(3);
        assertThat(keyFrames(svt(fast(1, 0, 0), 2, 5))).isEqualTo(5);
    }

    /** Counts frames of type 0, and of type 2 where all is intra, from the first bits of their headers. */
    private static int keyFrames(EncodedStream stream) {
        byte[] data = stream.stored();
        int keys = 0;
        int at = 0;
        while (at < data.length) {
            int type = data[at] >> 3 & 15;
            int size = 0;
            int next = at + 1;
            for (int shift = 0; ; shift += 7) {
                size |= (data[next] & 0x7f) << shift;
                if (data[next++] >= 0) {
                    break;
                }
            }
            int frameType = data[next] >> 5 & 7;
            keys += (type == 6 || type == 3) && (frameType == 0 || frameType == 2) ? 1 : 0;
            at = next + size;
        }
        return keys;
    }

    @Test
    void settings_out_of_range_are_refused() {
        assertThrown(IllegalArgumentException.class, () -> fast(0, 0, 0));
        assertThrown(IllegalArgumentException.class, () -> fast(-1, 51, 0));
        assertThrown(IllegalArgumentException.class, () -> fast(-1, 0, 8));
        assertThrown(IllegalArgumentException.class, () -> StreamSettings.usual(StreamCodec.AV1, 14, 3));
        assertThatThrownBy(() -> svt(FAST, 1, 0)).hasMessageContaining("needs a picture");
    }

    @Test
    void a_stream_that_tells_another_matrix_or_range_is_refused() throws IOException {
        for (int matrix : new int[] {AVCOL_SPC_SMPTE170M, AVCOL_SPC_BT709}) {
            for (int range : new int[] {AVCOL_RANGE_MPEG, AVCOL_RANGE_JPEG}) {
                byte[] stored = tagged(matrix, range);
                if (matrix == AVCOL_SPC_SMPTE170M && range == AVCOL_RANGE_MPEG) {
                    assertThat(Golden.decode(stored, StreamCodec.AV1, announced(8, FRAMES), 1))
                            .hasSize(3 * FRAMES);
                } else {
                    assertThrown(
                            FormatException.class,
                            () -> Golden.decode(stored, StreamCodec.AV1, announced(8, FRAMES), 1),
                            matrix == AVCOL_SPC_BT709 ? "matrix bt709" : "full range");
                }
            }
        }
    }

    private byte[] tagged(int matrix, int range) throws IOException {
        Planes[] frames = new Planes[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = announced(8, 1).planes();
            TestClips.paint(frames[i], SIZE, i);
        }
        SampleFormat format = new SampleFormat(AV_PIX_FMT_YUV420P, range, matrix);
        Path file = folder.resolve(matrix + "-" + range + ".obu");
        Map<String, String> options = Map.of("preset", "10", "crf", "45", "svtav1-params", "lp=1");
        TestClips.encode(file, "obu", "libsvtav1", format, SIZE, Arrays.asList(frames), options);
        return StreamCodec.AV1.stored(Files.readAllBytes(file));
    }

    @ParameterizedTest
    @EnumSource
    void encoders_of_a_program_code_what_they_are_given(StreamCodec codec) throws Exception {
        Optional<FfmpegProgram> program = FfmpegProgram.find(System.getenv().getOrDefault("PATH", ""));
        String name = FfmpegProgramStreamEncoder.encoder(codec);
        assumeTrue(
                program.isPresent() && program.get().encoders().contains(name), () -> "no ffmpeg program with " + name);
        StreamEncoder encoder = FfmpegProgramStreamEncoder.of(program.get(), codec);
        StreamSettings settings = StreamSettings.usual(codec, codec == StreamCodec.AV1 ? 8 : 2, 32);
        EncodedStream stream = encoder.encode(source(FRAMES), SIZE, new FrameRate(20, 1), settings, done -> {});
        assertThat(lumaError(stream, settings.bitDepth())).isLessThan(9);
        assertThat(encoder.version()).contains(" of ffmpeg ");
    }

    /**
     * Bytes of streams that codecs are compared by must not change unseen: these are the arguments that they have
     * always been made with.
     */
    @Test
    void usual_encoders_get_effort_and_quality_and_nothing_else() throws Exception {
        Path program = Files.writeString(folder.resolve("ffmpeg"), """
                #!/bin/sh
                cat >/dev/null
                echo "$@" >&2
                exit 1
                """);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        FfmpegProgram ffmpeg = new FfmpegProgram(program, "9.9", Set.of("libsvtav1", "libx265", "libvvenc"));
        String input = "-y -f rawvideo -pix_fmt yuv420p -s 160x96 -r 25/1 -i pipe:0 -an -c:v ";
        Map<StreamCodec, String> expected = Map.of(
                StreamCodec.AV1, input + "libsvtav1 -preset 4 -crf 30 -g 240 -f obu file:stream",
                StreamCodec.HEVC,
                        input + "libx265 -preset 4 -crf 30 -x265-params info=0:log-level=error -f hevc file:stream",
                StreamCodec.VVC, input + "libvvenc -preset 4 -pix_fmt yuv420p10le -qp 30 -f vvc file:stream");
        expected.forEach((codec, arguments) -> assertThatThrownBy(() -> FfmpegProgramStreamEncoder.of(ffmpeg, codec)
                        .encode(source(1), SIZE, new FrameRate(25, 1), StreamSettings.usual(codec, 4, 30), done -> {}))
                .isInstanceOf(ProgramFailure.class)
                .hasMessageContaining(arguments));
        assertThat(FfmpegProgramStreamEncoder.of(ffmpeg, StreamCodec.HEVC).version())
                .isEqualTo("x265 of ffmpeg 9.9");
        assertThrown(
                IllegalArgumentException.class,
                () -> FfmpegProgramStreamEncoder.of(ffmpeg, StreamCodec.HEVC)
                        .encode(
                                source(1),
                                SIZE,
                                FrameRate.UNKNOWN,
                                new StreamSettings(StreamCodec.HEVC, 4, 30, -1, 0, 0),
                                d -> {}),
                "only supports the usual settings");
    }

    @Test
    void the_usual_svt_av1_tells_its_matrix_in_three_bytes_and_is_charged_as_in_a_container() throws IOException {
        StreamSettings usual = StreamSettings.usual(StreamCodec.AV1, 10, 45);
        EncodedStream reported =
                SvtAv1StreamEncoder.usual().encode(source(FRAMES), SIZE, new FrameRate(20, 1), usual, done -> {});
        EncodedStream silent = svt(usual, 1, FRAMES);
        assertThat(reported.stored().length).isEqualTo(silent.stored().length + 3);
        assertThat(lumaError(reported, 8)).isLessThan(9);
        Path file = folder.resolve("usual.mkv");
        TestClips.write(file, SIZE, ClipSettings.av1(45, 10), frames(FRAMES));
        try (FrameSource frames = new TestClips.Given(SIZE, frames(FRAMES + 1))) {
            EncodedStream stream = SvtAv1StreamEncoder.usual()
                    .encode(PlaneSource.of(frames, FRAMES), SIZE, new FrameRate(20, 1), usual, done -> {});
            assertThat(stream.frames()).isEqualTo(FRAMES);
            assertThat(stream.streamBytes()).isBetween(Files.size(file) - 1500, Files.size(file));
        }
    }

    /** The same slopes and blocks in RGB. */
    private static List<byte[]> frames(int count) {
        RgbConverter converter = RgbConverter.of(ColourRule.BT601_LIMITED, SampleLayout.YUV_420, SIZE);
        Planes planes = announced(8, 1).planes();
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] rgb = new byte[SIZE.rgbBytes()];
            TestClips.paint(planes, SIZE, i);
            converter.convert(planes, rgb);
            frames.add(rgb);
        }
        return frames;
    }

    @Test
    void an_absent_encoder_is_named() {
        FfmpegProgram bare = new FfmpegProgram(Path.of("/opt/ffmpeg"), "9.9", Set.of("libx265"));
        assertThatThrownBy(() -> FfmpegProgramStreamEncoder.of(bare, StreamCodec.VVC))
                .isInstanceOf(ProgramFailure.class)
                .hasMessage("/opt/ffmpeg 9.9 has no encoder libvvenc, which VVC needs");
        assertThrown(
                IllegalArgumentException.class,
                () -> new SvtAv1StreamEncoder(1)
                        .encode(source(1), new FrameSize(63, 64), FrameRate.UNKNOWN, FAST, done -> {}),
                "even");
    }
}
