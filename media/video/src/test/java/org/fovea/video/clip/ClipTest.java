package org.fovea.video.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_YCGCO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.fovea.testkit.Thrown.assertThrown;
import static org.fovea.video.write.TestClips.assertFrames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.colour.ColourChoice;
import org.fovea.video.colour.ColourRule;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleFormat;
import org.fovea.video.colour.SampleLayout;
import org.fovea.video.colour.SampleReader;
import org.fovea.video.colour.SlowReference;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipTest {
    private static final FrameSize SIZE = new FrameSize(80, 64);
    private static final int IVF_HEADER = 32;
    private static final int FRAME_HEADER = 12;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "matroska, mkv, 'matroska,webm', true",
        "mp4, mp4, 'mov,mp4,m4a,3gp,3g2,mj2', true",
        "h264, h264, h264, false"
    })
    void h264_gives_the_same_frames_in_every_container(String muxer, String suffix, String container, boolean rate)
            throws IOException {
        List<byte[]> frames = TestClips.frames(30, SIZE, 1);
        List<byte[]> reference = TestClips.read(TestClips.h264(folder.resolve("r.mkv"), "matroska", SIZE, frames));
        Clip clip = Clip.open(TestClips.h264(folder.resolve("a." + suffix), muxer, SIZE, frames));
        ClipFacts facts = clip.facts();
        assertThat(facts.container()).isEqualTo(container);
        assertThat(facts.codec()).isEqualTo("h264");
        assertThat(facts.size()).isEqualTo(SIZE);
        assertThat(facts.count()).isEqualTo(new FrameCount(30, FrameCount.Method.PACKETS));
        assertThat(facts.frameRate()).isEqualTo(rate ? new FrameRate(25, 1) : FrameRate.UNKNOWN);
        assertThat(facts.bytes()).isEqualTo(Files.size(clip.path()));
        assertFrames(TestClips.read(clip), reference);
    }

    @ParameterizedTest
    @CsvSource({"matroska, mkv", "webm, webm", "mp4, mp4", "ivf, ivf", "obu, obu"})
    void av1_gives_the_same_frames_in_every_container(String muxer, String suffix) throws IOException {
        List<byte[]> frames = TestClips.frames(30, SIZE, 2);
        List<byte[]> reference = TestClips.read(TestClips.av1(folder.resolve("r.mkv"), "matroska", SIZE, frames));
        Clip clip = Clip.open(TestClips.av1(folder.resolve("a." + suffix), muxer, SIZE, frames));
        assertThat(clip.facts().codec()).isEqualTo("av1");
        assertThat(clip.frameCount()).isEqualTo(30);
        assertFrames(TestClips.read(clip), reference);
    }

    @ParameterizedTest
    @CsvSource({
        AV_PIX_FMT_YUV420P + "," + AVCOL_RANGE_MPEG + "," + AVCOL_SPC_UNSPECIFIED + ", BT601_LIMITED",
        AV_PIX_FMT_YUV420P + "," + AVCOL_RANGE_UNSPECIFIED + "," + AVCOL_SPC_UNSPECIFIED + ", BT601_LIMITED",
        AV_PIX_FMT_YUV420P + "," + AVCOL_RANGE_MPEG + "," + AVCOL_SPC_BT709 + ", BT709_LIMITED",
        AV_PIX_FMT_YUV420P + "," + AVCOL_RANGE_JPEG + "," + AVCOL_SPC_UNSPECIFIED + ", BT601_FULL",
        AV_PIX_FMT_YUV422P + "," + AVCOL_RANGE_MPEG + "," + AVCOL_SPC_BT709 + ", BT709_LIMITED",
        AV_PIX_FMT_YUV444P + "," + AVCOL_RANGE_JPEG + "," + AVCOL_SPC_UNSPECIFIED + ", BT601_FULL",
        AV_PIX_FMT_YUV420P + "," + AVCOL_RANGE_JPEG + "," + AVCOL_SPC_BT709 + ", BT709_FULL",
        AV_PIX_FMT_YUV444P + "," + AVCOL_RANGE_MPEG + "," + AVCOL_SPC_FCC + ", FCC_LIMITED",
        AV_PIX_FMT_YUV422P + "," + AVCOL_RANGE_MPEG + "," + AVCOL_SPC_SMPTE240M + ", SMPTE240M_LIMITED",
        AV_PIX_FMT_YUV420P + "," + AVCOL_RANGE_MPEG + "," + AVCOL_SPC_BT2020_NCL + ", BT2020_LIMITED",
    })
    void samples_become_rgb_by_the_rule_that_is_reported(int pixelFormat, int range, int matrix, ColourRule rule)
            throws IOException {
        SampleFormat format = new SampleFormat(pixelFormat, range, matrix);
        for (FrameSize size : List.of(SIZE, new FrameSize(33, 19))) {
            Random random = new Random(3);
            List<Planes> planes = List.of(
                    TestClips.randomPlanes(layout(format), size, random),
                    TestClips.randomPlanes(layout(format), size, random));
            Clip clip = Clip.open(TestClips.ffv1(folder.resolve("a.mkv"), size, format, planes));
            assertThat(clip.rule()).isEqualTo(rule);
            assertThat(clip.decoder()).contains("FFmpeg 8", "ffv1", rule.id());
            assertThat(clip.facts().matrixTag()).isEqualTo(format.matrixName());
            assertRule(clip, rule, format, planes);
            ColourRule challenge = range == AVCOL_RANGE_JPEG ? ColourRule.BT601_FULL : ColourRule.BT601_LIMITED;
            Clip asked = clip.withColours(ColourChoice.CHALLENGE);
            assertThat(asked.decoder()).endsWith("ffv1, " + challenge.id());
            assertRule(asked, challenge, format, planes);
        }
    }

    private static SampleLayout layout(SampleFormat format) {
        return SampleReader.of(format.pixelFormat(), SIZE).orElseThrow().layout();
    }

    private static void assertRule(Clip clip, ColourRule rule, SampleFormat format, List<Planes> planes)
            throws IOException {
        assertThat(clip.rule()).isEqualTo(rule);
        List<byte[]> frames = TestClips.read(clip);
        assertThat(frames).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(frames.get(i)).isEqualTo(SlowReference.rgb(rule, layout(format), clip.size(), planes.get(i)));
        }
    }

    @Test
    void other_matrices_are_refused_by_name_with_the_command_that_converts_them() throws IOException {
        SampleFormat format = new SampleFormat(AV_PIX_FMT_YUV444P, AVCOL_RANGE_MPEG, AVCOL_SPC_YCGCO);
        Planes planes = TestClips.randomPlanes(layout(format), SIZE, new Random(4));
        assertRefused(
                TestClips.ffv1(folder.resolve("a.mkv"), SIZE, format, List.of(planes)),
                "no colour rule",
                "ycgco",
                "convert it to BT.709: ffmpeg -i ",
                "/a-new.mkv");
    }

    @Test
    void other_codecs_are_refused_by_name() throws IOException {
        Path path = TestClips.encode(
                folder.resolve("a.mkv"),
                "matroska",
                "mpeg2video",
                TestClips.USUAL,
                SIZE,
                TestClips.planes(TestClips.frames(3, SIZE, 5), SIZE),
                Map.of());
        assertRefused(path, "codec mpeg2video", "convert it: ffmpeg -i ", " -c:v ffv1 ");
    }

    @Test
    void files_that_are_no_clips_are_refused() throws IOException {
        assertRefused(Files.createFile(folder.resolve("empty.mkv")), "empty");
        assertRefused(Files.writeString(folder.resolve("text.mkv"), "no clip at all\n".repeat(100)), "not a clip");
        byte[] noise = new byte[5000];
        new Random(6).nextBytes(noise);
        assertRefused(Files.write(folder.resolve("noise.mp4"), noise), "not a clip");
        assertRefused(folder, "folder");
        assertThrown(NoSuchFileException.class, () -> Clip.open(folder.resolve("absent.mkv")));
    }

    @Test
    void a_file_with_sound_alone_is_refused() throws IOException {
        byte[] file =
                Files.readAllBytes(TestClips.lossless(folder.resolve("a.mkv"), SIZE, TestClips.frames(1, SIZE, 7)));
        // Matroska's element TrackType (0x83), one byte long: 1 is video, 2 is audio.
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("\u0083\u0081\u0001");
        file[at + 2] = 2;
        assertRefused(Files.write(folder.resolve("sound.mkv"), file), "there is no video stream");
    }

    /** A playlist names other files and addresses; nothing of the kind is ever opened. */
    @Test
    void playlists_are_not_followed() throws IOException {
        TestClips.h264(folder.resolve("real.mkv"), "matroska", SIZE, TestClips.frames(3, SIZE, 7));
        Path concat = Files.writeString(folder.resolve("list.txt"), "ffconcat version 1.0\nfile real.mkv\n");
        assertRefused(concat, "not a clip");
        Path playlist = Files.writeString(
                folder.resolve("list.m3u8"),
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nreal.mkv\n#EXT-X-ENDLIST\n",
                StandardCharsets.UTF_8);
        assertRefused(playlist, "not a clip");
    }

    private Path stream(String name, FrameSize size, int frames) throws IOException {
        return TestClips.h264(folder.resolve(name), "h264", size, TestClips.frames(frames, size, 8));
    }

    @Test
    void a_change_of_size_is_refused_where_it_happens() throws IOException {
        FrameSize other = new FrameSize(96, 48);
        byte[] first = Files.readAllBytes(stream("1.h264", SIZE, 5));
        byte[] second = Files.readAllBytes(stream("2.h264", other, 5));
        Path both = folder.resolve("both.h264");
        Files.write(both, concatenated(first, second));
        Clip clip = Clip.open(both);
        byte[] rgb = new byte[SIZE.rgbBytes()];
        try (FrameSource frames = clip.frames()) {
            for (int i = 0; i < 5; i++) {
                assertThat(frames.next(rgb)).isTrue();
            }
            assertThatThrownBy(() -> frames.next(rgb))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("from 80×64 to 96×48 at frame 5")
                    .satisfies(e -> assertThat(((FormatException) e).offset()).isEqualTo(first.length));
            assertThatThrownBy(() -> frames.next(rgb)).as("and again").hasMessageContaining("at frame 5");
        }
    }

    /**
     * Two streams of one size one after the other: the decoder's last frames must not be lost at the seam or at the
     * end.
     */
    @Test
    void a_new_sequence_of_the_same_size_goes_on() throws IOException {
        Path first = stream("1.h264", SIZE, 5);
        Path second = stream("2.h264", SIZE, 6);
        byte[] joined = concatenated(Files.readAllBytes(first), Files.readAllBytes(second));
        Path both = Files.write(folder.resolve("both.h264"), joined);
        List<byte[]> expected = TestClips.read(first);
        expected.addAll(TestClips.read(second));
        assertFrames(TestClips.read(both), expected);
    }

    @Test
    void frames_end_once_and_close_twice() throws IOException {
        Clip clip = Clip.open(TestClips.lossless(folder.resolve("a.mkv"), SIZE, TestClips.frames(2, SIZE, 10)));
        byte[] rgb = new byte[SIZE.rgbBytes()];
        FrameSource frames = clip.frames();
        assertThrown(IllegalArgumentException.class, () -> frames.next(new byte[7]));
        assertThat(frames.next(rgb)).isTrue();
        assertThat(frames.next(rgb)).isTrue();
        byte[] last = rgb.clone();
        assertThat(frames.next(rgb)).isFalse();
        assertThat(frames.next(rgb)).isFalse();
        assertThat(rgb).isEqualTo(last);
        frames.close();
        frames.close();
        assertThrown(IllegalStateException.class, () -> frames.next(rgb));
    }

    /**
     * Frames that a camera showed for longer or shorter are frames like all others: none is repeated or dropped to keep
     * a rate.
     */
    @Test
    void a_variable_frame_rate_changes_no_frame() throws IOException {
        Path steady = TestClips.av1(folder.resolve("steady.ivf"), "ivf", SIZE, TestClips.frames(9, SIZE, 3));
        byte[] bytes = Files.readAllBytes(steady);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long time = 0;
        int frame = 0;
        for (int at = IVF_HEADER; at < bytes.length; at += FRAME_HEADER + in.getInt(at)) {
            in.putLong(at + Integer.BYTES, time);
            time += frame++ % 3 == 0 ? 1 : 7 * frame;
        }
        Path jumpy = Files.write(folder.resolve("jumpy.ivf"), bytes);
        assertThat(Files.mismatch(steady, jumpy)).isPositive();
        Clip clip = Clip.open(jumpy);
        assertThat(clip.frameCount()).isEqualTo(9);
        assertFrames(TestClips.read(clip), TestClips.read(steady));
    }

    /** A header of a few bytes must not make a decoder take gigabytes. */
    @Test
    void enormous_frames_are_refused_before_memory_is_taken() throws IOException {
        FrameSize size = new FrameSize(300, 300);
        Path path = TestClips.lossless(folder.resolve("a.mkv"), size, TestClips.frames(1, size, 12));
        byte[] data = Files.readAllBytes(path);
        // PixelWidth and PixelHeight of Matroska, two bytes each.
        byte[] claimed = {(byte) 0xb0, (byte) 0x82, 1, 44, (byte) 0xba, (byte) 0x82, 1, 44};
        int changed = 0;
        for (int i = 0; i + claimed.length <= data.length; i++) {
            if (Arrays.equals(data, i, i + claimed.length, claimed, 0, claimed.length)) {
                data[i + 2] = 62;
                data[i + 6] = 62;
                changed++;
            }
        }
        assertThat(changed).isOne();
        assertRefused(Files.write(path, data), "15916×15916, at most");
    }

    @Test
    void names_of_files_may_hold_anything() throws IOException {
        Path path =
                TestClips.lossless(folder.resolve("100% Straße: drive?%d=1.mkv"), SIZE, TestClips.frames(2, SIZE, 11));
        assertThat(TestClips.read(path)).hasSize(2);
    }

    static void assertRefused(Path path, String... words) {
        assertRefusedBy(path, path, words);
    }

    /** Refused because of a file of its own. */
    static void assertRefusedBy(Path path, Path named, String... words) {
        assertThatThrownBy(() -> Clip.open(path))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(named.toString())
                .hasMessageContainingAll(words);
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
